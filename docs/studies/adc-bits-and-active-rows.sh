#!/bin/sh
# How many ADC bits a network needs as more rows are summed at once: resnet20 on CIFAR-10, one-bit cells.
#   docs/studies/adc-bits-and-active-rows.sh DATA   (the folder with models/ and data/)
# Writes adc-bits-and-active-rows.csv and .svg beside itself.
set -eu
data=${1:?the folder that holds models/ and data/}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$here/../..
out=$here/adc-bits-and-active-rows
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
images=$data/data/cifar10/first100_lossless_images_u8.npy
labels=$data/data/cifar10/first100_lossless_labels.npy
echo "active_rows,adc_bits,float_percent,chip_percent" >"$work/out.csv"
for rows in 16 32 64 128 256; do
  sed "s/activeRows: 128/activeRows: $rows/" "$root/chips/generic_analog.yaml" >"$work/generic_analog.yaml"
  for bits in 2 3 4 5 6 7 8; do
    "$root/bitline" run "$data/models/resnet20_cifar10/model.onnx" --chip "$work/generic_analog.yaml" \
      --input "$images" --labels "$labels" --adc-bits "$bits" 2>/dev/null |
      awk -v rows="$rows" -v bits="$bits" '$1 == "top-1" { print rows "," bits "," $2 "," $4; exit }' >>"$work/out.csv"
    echo "$rows rows, $bits bits: $(tail -n 1 "$work/out.csv")" >&2
  done
done
awk -F, '
  function shade(v) { t = v / 100; return sprintf("rgb(%d,%d,%d)", 250 - 205 * t, 245 - 125 * t, 235 - 75 * t) }
  NR > 1 { value[$1, $2] = $4; if (!($1 in seen)) { seen[$1] = ++columns; name[columns] = $1 } reference = $3 }
  END {
    print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 520 400\" font-family=\"sans-serif\" font-size=\"13\">"
    print "<rect width=\"520\" height=\"400\" fill=\"#fff\"/>"
    printf "<text x=\"20\" y=\"26\" font-size=\"16\" font-weight=\"bold\">ResNet-20 on CIFAR-10, top-1 in %% (float %s)</text>\n", reference
    for (bits = 8; bits >= 2; bits--) {
      y = 50 + (8 - bits) * 42
      printf "<text x=\"80\" y=\"%d\" text-anchor=\"end\">%d bits</text>\n", y + 26, bits
      for (c = 1; c <= columns; c++) {
        v = value[name[c], bits]; x = 95 + (c - 1) * 82
        printf "<rect x=\"%d\" y=\"%d\" width=\"78\" height=\"38\" fill=\"%s\"/>\n", x, y, shade(v)
        ink = (v > 55) ? "#fff" : "#222"
        printf "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"%s\">%s</text>\n", x + 39, y + 24, ink, v
      }
    }
    for (c = 1; c <= columns; c++)
      printf "<text x=\"%d\" y=\"362\" text-anchor=\"middle\">%s</text>\n", 95 + (c - 1) * 82 + 39, name[c]
    print "<text x=\"300\" y=\"386\" text-anchor=\"middle\">rows summed at once</text></svg>"
  }' "$work/out.csv" >"$work/out.svg"
mv "$work/out.csv" "$out.csv"
mv "$work/out.svg" "$out.svg"
