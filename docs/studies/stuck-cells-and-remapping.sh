#!/bin/sh
# Stuck cells against accuracy, unrepaired, behind spare lines and remapped: resnet20 on CIFAR-10, cells of three bits.
#   docs/studies/stuck-cells-and-remapping.sh DATA   (the folder with models/ and data/)
# Writes stuck-cells-and-remapping.csv and .svg beside itself.
set -eu
data=${1:?the folder that holds models/ and data/}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$here/../..
out=$here/stuck-cells-and-remapping
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sed -e "s/cell: sram_8t1c_charge/cell: rram_1t1r_neurram/" \
  -e "s/activeRows: 128/spareRows: 4\n      spareColumns: 4\n      activeRows: 128/" \
  "$root/chips/generic_analog.yaml" >"$work/twos_complement.yaml"
sed -e "s/encoding: twos_complement/encoding: differential_pair\n      pair: cell/" \
  "$work/twos_complement.yaml" >"$work/differential_pair.yaml"
sed -i "s/^name: .*/name: twos_complement/" "$work/twos_complement.yaml"
sed -i "s/^name: .*/name: differential_pair/" "$work/differential_pair.yaml"
echo "encoding,stuck_on_percent,stuck_percent,repair,top1_percent,wrong_digits_percent,weight_error_percent" >"$work/out.csv"
for encoding in twos_complement differential_pair; do
  for on in 50 0 100; do
    ways=
    [ "$on" = 50 ] || ways="--repair remap"
    # shellcheck disable=SC2086
    "$root/bitline" repair "$data/models/resnet20_cifar10/model.onnx" --chip "$work/$encoding.yaml" \
      --effects stuck --adc-bits 8 --fault-rate 0.1%,0.5%,1%,2%,5%,10% --stuck-on "$on%" $ways \
      --input "$data/data/cifar10/first100_lossless_images_u8.npy" \
      --labels "$data/data/cifar10/first100_lossless_labels.npy" 2>/dev/null |
      awk -v encoding="$encoding" -v on="$on" '
        $2 == "%" && $1 + 0 == $1 && $3 !~ /^[0-9]/ {
          name = $3
          for (i = 4; $i !~ /^[0-9]/; i++) name = name " " $i
          wrong = (i + 2 <= NF) ? $(i + 2) : 0; harm = (i + 4 <= NF) ? $(i + 4) : 0
          print encoding "," on "," $1 "," name "," $i "," wrong "," harm
        }
        /^$/ { blocks++ }
        blocks > 1 { exit }' >>"$work/out.csv"
    tail -n 1 "$work/out.csv" >&2
  done
done
awk -F, '
  function x(share) { return share == 0 ? 0 : (log(share / 0.1) / log(100) * 0.86 + 0.14) * 280 }
  function draw(key, left, top, colour, dash,   i, n, list, points) {
    n = split(order[key], list, " ")
    points = ""
    for (i = 1; i <= n; i++)
      points = points sprintf("%.1f,%.1f ", left + x(list[i]), top + 220 - 2.2 * value[key, list[i]])
    printf "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>\n", points, colour, dash
    for (i = 1; i <= n; i++)
      printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n", left + x(list[i]), top + 220 - 2.2 * value[key, list[i]], colour
  }
  NR > 1 {
    if ($4 == "no faults") { base[$1, $2] = $5; next }
    key = $1 "," $2 "," $4
    if (!(key in order)) { order[key] = "0"; value[key, 0] = base[$1, $2] }
    order[key] = order[key] " " $3
    value[key, $3] = $5
  }
  END {
    print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 700\" font-family=\"sans-serif\" font-size=\"12\">"
    print "<rect width=\"760\" height=\"700\" fill=\"#fff\"/>"
    print "<text x=\"20\" y=\"26\" font-size=\"16\" font-weight=\"bold\">ResNet-20 on CIFAR-10, top-1 in % over the share of cells that are stuck</text>"
    split("twos_complement differential_pair", encodings, " ")
    split("two\047s complement,differential pair", titles, ",")
    split("not repaired,spare lines,rows remapped,remapped,both", ways, ",")
    split("#b3362f #c9952b #3d6a9e #2f7d46 #8a6bb0", colours, " ")
    for (e = 1; e <= 2; e++) for (row = 0; row < 2; row++) {
      left = 60 + (e - 1) * 360; top = 70 + row * 310
      printf "<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s, %s</text>\n", left, top - 12, titles[e], row ? "stuck off alone or on alone" : "half stuck off, half on"
      for (v = 0; v <= 100; v += 25) {
        printf "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>\n", left, left + 290, top + 220 - 2.2 * v, top + 220 - 2.2 * v
        printf "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d</text>\n", left - 6, top + 224 - 2.2 * v, v
      }
      n = split("0 0.1 0.5 1 2 5 10", ticks, " ")
      for (i = 1; i <= n; i++)
        printf "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n", left + x(ticks[i]), top + 238, ticks[i] (i == n ? " %" : "")
      if (row == 0) {
        for (w = 1; w <= 5; w++) draw(encodings[e] ",50," ways[w], left, top, colours[w], "")
      } else {
        for (side = 0; side <= 100; side += 100) for (w = 1; w <= 4; w += 3)
          draw(encodings[e] "," side "," ways[w], left, top, colours[w], side ? " stroke-dasharray=\"5 4\"" : "")
      }
    }
    for (w = 1; w <= 5; w++)
      printf "<rect x=\"%d\" y=\"338\" width=\"12\" height=\"12\" fill=\"%s\"/><text x=\"%d\" y=\"349\">%s</text>\n", 60 + (w - 1) * 135, colours[w], 78 + (w - 1) * 135, ways[w]
    print "<text x=\"60\" y=\"672\">lower row: whole lines stuck off, dashed lines stuck on</text></svg>"
  }' "$work/out.csv" >"$work/out.svg"
mv "$work/out.csv" "$out.csv"
mv "$work/out.svg" "$out.svg"
