#!/bin/sh
# NeuRRAM's noise on resnet20, which was not trained for it: what each part costs on CIFAR-10, and how accuracy falls as the
# spread of the conductances is scaled.
#   docs/studies/neurram-noise.sh DATA   (the folder with models/ and data/)
# Writes neurram-noise.csv and .svg beside itself.
set -eu
data=${1:?the folder that holds models/ and data/}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$here/../..
out=$here/neurram-noise
chip=wan_nature_2022
cell=rram_1t1r_neurram
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/chips" "$work/cells"
cp "$root/chips/$chip.yaml" "$work/chips"
echo "weight_bits,part,spread,age_seconds,compensation,chips,mean_percent,low_percent,high_percent" >"$work/out.csv"

bitline() {
  "$root/bitline" "$@" 2>"$work/err" || { cat "$work/err" >&2; exit 1; }
}
# COMMAND BITS MORE...
on() {
  command=$1 bits=$2
  shift 2
  bitline "$command" "$data/models/resnet20_cifar10/model.onnx" --chip "$work/chips/$chip.yaml" --weight-bits "$bits" \
    --input "$data/data/cifar10/first100_lossless_images_u8.npy" --labels "$data/data/cifar10/first100_lossless_labels.npy" \
    --calibrate "$data/data/cifar10/vnn100_lossless_images_u8.npy" "$@"
}
# BITS: no noise
ideal() {
  on run "$1" >"$work/run.txt"
  awk -v at="$1" '
    $1 == "top-1" { print at ",float,0,0,none,0," $2 ",,"; print at ",converters,0,0,none,0," $4 ",,"; exit }' \
    "$work/run.txt" >>"$work/out.csv"
  { tr -s '\n ' ' ' <"$work/run.txt"; echo; } |
    sed -n "s/.*would reach \\([0-9.]*\\) %.*/$1,whole numbers,0,0,none,0,\\1,,/p" >>"$work/out.csv"
}
# BITS PART SPREAD EFFECTS: three chips after a second and a day, by layer and with batch norms; Student's t(2) = 4.303
noisy() {
  sed "s/scale: 1 uS/scale: $3 uS/" "$root/cells/$cell.yaml" >"$work/cells/$cell.yaml"
  on age "$1" --effects "$4" --from 1s --to 1d --points 2 --chip-samples 3 \
    --compensation layer,batch_norm --json >"$work/one.json"
  awk -v at="$1,$2,$3" '
    function share(v) { return 100 * (v < 0 ? 0 : v > 1 ? 1 : v) }
    /"compensation":/ { way = $2; gsub(/[",]/, "", way); age = 0 }
    way != "" && /^ *\[[0-9]/ {
      gsub(/[][,]/, " "); n = NF; sum = 0; squares = 0
      for (i = 1; i <= n; i++) sum += $i
      for (i = 1; i <= n; i++) squares += ($i - sum / n) ^ 2
      half = 4.303 * sqrt(squares / (n - 1)) / sqrt(n)
      printf "%s,%d,%s,%d,%.1f,%.1f,%.1f\n", at, age++ ? 86400 : 1, way, n, 100 * sum / n, share(sum / n - half), share(sum / n + half)
    }' "$work/one.json" >>"$work/out.csv"
  echo "$*: $(tail -n 1 "$work/out.csv")" >&2
}

for bits in 4 8; do
  ideal $bits
  noisy $bits programming 1 programming,drift
  for spread in 0.000001 0.5 1 2 3; do
    noisy $bits all $spread programming,drift,read_noise
  done
done
sed -i 's/,0\.000001,/,0,/' "$work/out.csv"

awk -F, '
  BEGIN {
    key[1] = "8,layer"; key[2] = "8,batch_norm"; key[3] = "4,layer"; key[4] = "4,batch_norm"
    name[1] = "8-bit weights (3 pairs)"; name[3] = "4-bit weights (1 pair)"
    name[2] = "the same, batch norms re-estimated"; name[4] = name[2]
    colour[1] = "#c4621d"; colour[2] = "#c4621d"; colour[3] = "#7a4fa3"; colour[4] = "#7a4fa3"
    rows = split("float|whole numbers|and converters|and read noise|and programming, after 1 s, no read noise|and programming, after 1 day, no read noise|all, after 1 s|all, after 1 day|all, after 1 day, batch norms anew", part, "|")
  }
  function x(s) { return 480 + 110 * s }
  function y(v) { return 350 - 2.8 * v }
  function mark(cx, cy, c, filled) {
    printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\" stroke=\"%s\" stroke-width=\"2\"/>\n", cx, cy, filled ? c : "#fff", c
  }
  $2 == "all" && $4 == 86400 { k = $1 "," $5; n[k]++; s[k, n[k]] = $3; m[k, n[k]] = $7; lo[k, n[k]] = $8; hi[k, n[k]] = $9 }
  $2 == "float" { cost[$1, 1] = $7 }
  $2 == "whole numbers" { cost[$1, 2] = $7 }
  $2 == "converters" { cost[$1, 3] = $7 }
  $2 == "all" && $3 == 0 && $4 == 1 && $5 == "layer" { cost[$1, 4] = $7 }
  $2 == "programming" && $5 == "layer" { cost[$1, $4 == 1 ? 5 : 6] = $7 }
  $2 == "all" && $3 == 1 && $5 == "layer" { cost[$1, $4 == 1 ? 7 : 8] = $7 }
  $2 == "all" && $3 == 1 && $4 == 86400 && $5 == "batch_norm" { cost[$1, 9] = $7 }
  END {
    print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 860 500\" font-family=\"sans-serif\" font-size=\"13\">"
    print "<rect width=\"860\" height=\"500\" fill=\"#fff\"/>"
    print "<text x=\"20\" y=\"26\" font-size=\"16\" font-weight=\"bold\">The noise of NeuRRAM on ResNet-20, which was not trained for it: top-1 on CIFAR-10 in %</text>"
    print "<text x=\"20\" y=\"56\" font-weight=\"bold\">Step by step</text>"
    print "<text x=\"340\" y=\"78\" text-anchor=\"end\" fill=\"#7a4fa3\">4 bits</text><text x=\"410\" y=\"78\" text-anchor=\"end\" fill=\"#c4621d\">8 bits</text>"
    for (i = 1; i <= rows; i++) {
      printf "<text x=\"20\" y=\"%d\">%s</text>\n", 78 + 24 * i, part[i]
      for (b = 4; b <= 8; b += 4)
        printf "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n", b == 4 ? 340 : 410, 78 + 24 * i, cost[b, i]
    }
    print "<text x=\"20\" y=\"334\" fill=\"#555\">published: measured on the chip</text><text x=\"340\" y=\"334\" text-anchor=\"end\" fill=\"#555\">83.7</text>"
    print "<text x=\"20\" y=\"358\" fill=\"#555\">published: after fine-tuning on the chip</text><text x=\"340\" y=\"358\" text-anchor=\"end\" fill=\"#555\">85.7</text>"
    print "<text x=\"20\" y=\"382\" fill=\"#555\">published: its software (4 bits)</text><text x=\"340\" y=\"382\" text-anchor=\"end\" fill=\"#555\">87.0</text>"
    print "<text x=\"480\" y=\"56\" font-weight=\"bold\">A day old, spread of conductances scaled</text>"
    for (v = 0; v <= 100; v += 20) {
      printf "<line x1=\"480\" x2=\"820\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>\n", y(v), y(v)
      printf "<text x=\"472\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555\">%d</text>\n", y(v) + 4, v
    }
    for (v = 0; v <= 3; v++) printf "<text x=\"%.1f\" y=\"368\" text-anchor=\"middle\" fill=\"#555\">%d</text>\n", x(v), v
    print "<text x=\"650\" y=\"388\" text-anchor=\"middle\" fill=\"#555\">times the spread that was measured</text>"
    for (k = 1; k <= 4; k++) {
      line = ""
      for (i = 1; i <= n[key[k]]; i++) line = line sprintf("%.1f,%.1f ", x(s[key[k], i]), y(m[key[k], i]))
      printf "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>\n", line, colour[k], k % 2 ? "" : " stroke-dasharray=\"5 4\""
      for (i = 1; i <= n[key[k]]; i++) {
        printf "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-opacity=\"0.4\" stroke-width=\"3\"/>\n", x(s[key[k], i]), x(s[key[k], i]), y(lo[key[k], i]), y(hi[key[k], i]), colour[k]
        mark(x(s[key[k], i]), y(m[key[k], i]), colour[k], k % 2)
      }
      mark(486, 402 + 18 * k, colour[k], k % 2)
      printf "<text x=\"498\" y=\"%d\">%s</text>\n", 406 + 18 * k, name[k]
    }
    print "<text x=\"20\" y=\"474\" fill=\"#555\">Means of 3 chips, bars: 95 % interval of the mean over chips.</text></svg>"
  }' "$work/out.csv" >"$work/out.svg"
mv "$work/out.csv" "$out.csv"
mv "$work/out.svg" "$out.svg"
