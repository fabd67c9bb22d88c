#!/bin/sh
# The same lane networks on four chips of 100 mm2, one for each medium: what runs, how fast, and for how long.
#   docs/studies/media.sh DATA   (the folder with models/)
# Writes media.csv and media.svg beside itself; the chips are media/*.yaml.
set -eu
data=${1:?the folder that holds models/}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$here/../..
out=$here/media
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/chips" "$work/cells"
cp "$here"/media/*.yaml "$work/chips"
# Variants that are no medium of their own: tiles of NOR flash a quarter as large, with as many converters for a cell; RRAM and
# NOR flash as if they could be rewritten while the chip runs, to see for how long.
sed -e "s/^name: .*/name: media_nor_quarter/" -e "s/value: 9\$/value: 38/" -e "s/= 38.1 arrays; 4 cores of 9/; a quarter of a tile each: 152.6 arrays; 4 cores of 38/" \
  -e "s/rows: 1024/rows: 512/" -e "s/columns: 2048/columns: 1024/" -e "s/activeRows: 1024/activeRows: 512/" \
  -e "s/columnsPerAdc: 8/columnsPerAdc: 16/" "$here/media/nor.yaml" >"$work/chips/nor_quarter.yaml"
for pair in rram:rram_1t1r_neurram nor_quarter:nor_flash_mythic; do
  chip=${pair%:*} cell=${pair#*:}
  sed -e "s/^name: .*/name: rewritable/" -e "s/^rewritableWhileRunning: false/rewritableWhileRunning: true/" \
    -e "/^rewritableWhileRunning:/{n;s/value: false/value: true/;}" "$root/cells/$cell.yaml" >"$work/cells/rewritable_$chip.yaml"
  sed -e "s/cell: $cell.*/cell: rewritable_$chip/" -e "s/^name: .*/name: media_${chip}_rewritable/" \
    "$work/chips/$chip.yaml" >"$work/chips/${chip}_rewritable.yaml"
  sed -i "s/^name: .*/name: rewritable_$chip/" "$work/cells/rewritable_$chip.yaml"
done
echo "network,chip,products,runs,way,arrays_used,arrays,latency_s,interval_s,pictures_a_second,bound_s,bound_by,writes_a_second,worn_out,refused" >"$work/out.csv"

# NETWORK CHIP PRODUCTS
row() {
  model=$data/models/$1/model.onnx yaml=$work/chips/$2.yaml
  if "$root/bitline" map "$model" --chip "$yaml" --way auto --attention 8 --products "$3" --fps 30 >"$work/map.txt" 2>"$work/err"; then
    tr -s '\n ' ' ' <"$work/map.txt" >"$work/map.one"
    segments=$(sed -n 's/.* in \([0-9]*\) segments.*/\1 segments/p' "$work/map.one")
    used=$(sed -n 's/.*(\([0-9]*\) of \([0-9]*\) arrays.*/\1,\2/p' "$work/map.one")
    writes=$(sed -n 's/.*most written cell is written \([^ ]*\) times a second.*/\1/p' "$work/map.one")
    worn=$(sed -n 's/.*worn out after \([0-9.]* [a-z]*\).*/\1/p' "$work/map.one")
    "$root/bitline" time "$model" --chip "$yaml" --way auto --attention 8 --products "$3" --pictures 16 \
      --json "$work/time.json" >"$work/time.txt" 2>"$work/err" || { cat "$work/err" >&2; exit 1; }
    times=$(awk '
      /^  "(latency|interval|bound)":/ { gsub(/[",:]/, "", $1); gsub(/,/, "", $2); v[$1] = $2 }
      END { printf "%.4g,%.4g,%.4g,%.4g", v["latency"], v["interval"], 1 / v["interval"], v["bound"] }' "$work/time.json")
    by=$(sed -n 's/^which comes from  *//p' "$work/time.txt" | tr -d ',')
    echo "$1,$2,$3,yes,${segments:-resident},$used,$times,$by,${writes:-0},$worn," >>"$work/out.csv"
  else
    refused=$(grep -h '^Infeasible' "$work/map.txt" "$work/err" | head -n 1)
    [ -n "$refused" ] || { cat "$work/err" >&2; exit 1; }
    echo "$1,$2,$3,no,,,,,,,,,,,\"$refused\"" >>"$work/out.csv"
  fi
  tail -n 1 "$work/out.csv" >&2
}
for network in lstr_lane_360x640 twinlitenet_360x640; do
  for chip in nor nor_quarter rram mram sram; do
    for products in auto arrays; do row $network $chip $products; done
  done
done
for chip in nor_quarter_rewritable rram_rewritable; do row lstr_lane_360x640 $chip arrays; done

awk -F, '
  NR > 1 && $3 == "auto" && $4 == "yes" { value[$1, $2] = $10 }
  function x(v) { return 190 + 110 * (log(v) / log(10) + 1) }
  END {
    print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 400\" font-family=\"sans-serif\" font-size=\"12\">"
    print "<rect width=\"760\" height=\"400\" fill=\"#fff\"/>"
    print "<text x=\"20\" y=\"26\" font-size=\"16\" font-weight=\"bold\">Pictures a second on 100 mm\302\262, by what the cells are made of</text>"
    split("lstr_lane_360x640 twinlitenet_360x640", networks, " ")
    split("LSTR,TwinLiteNet", titles, ",")
    split("nor nor_quarter rram mram sram", chips, " ")
    split("NOR flash,NOR flash (smaller tiles),RRAM,MRAM,digital SRAM", names, ",")
    split("#b3362f #d98880 #c9952b #3d6a9e #2f7d46", colours, " ")
    for (e = -1; e <= 4; e++) {
      printf "<line x1=\"%d\" x2=\"%d\" y1=\"50\" y2=\"370\" stroke=\"#ddd\"/>\n", x(10 ^ e), x(10 ^ e)
      printf "<text x=\"%d\" y=\"386\" text-anchor=\"middle\">%s</text>\n", x(10 ^ e), 10 ^ e
    }
    printf "<line x1=\"%d\" x2=\"%d\" y1=\"50\" y2=\"370\" stroke=\"#888\" stroke-dasharray=\"4 3\"/><text x=\"%d\" y=\"46\" text-anchor=\"middle\">30</text>\n", x(30), x(30), x(30)
    for (n = 1; n <= 2; n++) {
      printf "<text x=\"20\" y=\"%d\" font-weight=\"bold\">%s</text>\n", 66 + (n - 1) * 160, titles[n]
      for (c = 1; c <= 5; c++) {
        top = 72 + (n - 1) * 160 + (c - 1) * 26
        printf "<text x=\"184\" y=\"%d\" text-anchor=\"end\">%s</text>\n", top + 14, names[c]
        if ((networks[n], chips[c]) in value)
          printf "<rect x=\"190\" y=\"%d\" width=\"%.1f\" height=\"18\" fill=\"%s\"/><text x=\"%.1f\" y=\"%d\">%s</text>\n", top, x(value[networks[n], chips[c]]) - 190, colours[c], x(value[networks[n], chips[c]]) + 6, top + 14, value[networks[n], chips[c]]
        else
          printf "<text x=\"196\" y=\"%d\">does not run</text>\n", top + 14
      }
    }
    print "</svg>"
  }' "$work/out.csv" >"$work/out.svg"
mv "$work/out.csv" "$out.csv"
mv "$work/out.svg" "$out.svg"
