#!/bin/sh
# What resnet20 keeps on CIFAR-10 while cells drift: without compensation, with a factor a layer, with batch norms re-estimated.
#   docs/studies/drift-over-a-year.sh DATA   (the folder with models/ and data/)
# Writes drift-over-a-year.csv and .svg beside itself.
set -eu
data=${1:?the folder that holds models/ and data/}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$here/../..
out=$here/drift-over-a-year
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/chips"
# the same chip with three digits of three bits a weight in place of one analog pair
sed -e "s/^name: .*/name: generic_pcm_3bit/" -e "s/cell: pcm_1t1r_analog/cell: pcm_1t1r_aihwkit/" \
  "$root/chips/generic_pcm.yaml" >"$work/chips/generic_pcm_3bit.yaml"
echo "chip,effects,adc_bits,age_seconds,compensation,chips,mean_percent,low_percent,high_percent" >"$work/out.csv"

# CHIP EFFECTS ADC_BITS WAYS FROM TO POINTS: three chips; the interval of their mean is Student's, t(2) = 4.303
age() {
  bits=
  [ "$3" = own ] || bits="--adc-bits $3"
  # shellcheck disable=SC2086
  "$root/bitline" age "$data/models/resnet20_cifar10/model.onnx" --chip "$1" --effects "$2" $bits \
    --input "$data/data/cifar10/first100_lossless_images_u8.npy" --labels "$data/data/cifar10/first100_lossless_labels.npy" \
    --calibrate "$data/data/cifar10/vnn100_lossless_images_u8.npy" --chip-samples 3 --from "$5" --to "$6" --points "$7" \
    --compensation "$4" --json >"$work/one.json" 2>"$work/err" || { cat "$work/err" >&2; exit 1; }
  awk -v chip="$(basename "$1" .yaml)" -v effects="$(echo "$2" | tr , +)" -v bits="$3" '
    /"ages":/ { sub(/.*\[/, ""); sub(/\].*/, ""); split($0, ages, /, */) }
    function share(v) { return 100 * (v < 0 ? 0 : v > 1 ? 1 : v) }
    /"compensation":/ { way = $2; gsub(/[",]/, "", way); at = 0 }
    way != "" && /^ *\[[0-9]/ {
      gsub(/[][,]/, " "); n = NF; sum = 0; squares = 0
      for (i = 1; i <= n; i++) sum += $i
      for (i = 1; i <= n; i++) squares += ($i - sum / n) ^ 2
      half = 4.303 * sqrt(squares / (n - 1)) / sqrt(n)
      printf "%s,%s,%s,%.0f,%s,%d,%.1f,%.1f,%.1f\n", chip, effects, bits, ages[++at], way, n,
        100 * sum / n, share(sum / n - half), share(sum / n + half)
    }' "$work/one.json" >>"$work/out.csv"
  echo "$*" >&2
}

curve() {
  age "$1" "$2" own none,layer,batch_norm 25s 1d 3
  age "$1" "$2" own none,layer,batch_norm 19d 1y 2
}

curve hermes64_natel_2023 programming,drift,read_noise,stuck
curve generic_pcm programming,drift,read_noise
curve wan_nature_2022 programming,drift,read_noise
age hermes64_natel_2023 programming,drift,read_noise own layer,batch_norm 25s 1d 2
age generic_pcm drift own layer,batch_norm 25s 1d 2
age generic_pcm programming,drift own layer,batch_norm 25s 1d 2
age generic_pcm drift,read_noise own layer,batch_norm 25s 1d 2
age generic_pcm programming,drift,read_noise,stuck own layer,batch_norm 25s 1d 2
age generic_pcm programming,drift,read_noise 12 layer,batch_norm 25s 1d 2
age "$work/chips/generic_pcm_3bit.yaml" programming,drift,read_noise own layer,batch_norm 25s 1d 2

awk -F, '
  BEGIN {
    title["hermes64_natel_2023,programming+drift+read_noise+stuck"] = "HERMES, 1 % of the cells stuck"
    title["generic_pcm,programming+drift+read_noise"] = "one analog pair a weight, none stuck"
    title["wan_nature_2022,programming+drift+read_noise"] = "NeuRRAM (resistive)"
    order[1] = "hermes64_natel_2023,programming+drift+read_noise+stuck"; order[2] = "generic_pcm,programming+drift+read_noise"; order[3] = "wan_nature_2022,programming+drift+read_noise"
    colour["none"] = "#b3362f"; colour["layer"] = "#c4621d"; colour["batch_norm"] = "#7a4fa3"
    words["none"] = "uncompensated"; words["layer"] = "a factor a layer"; words["batch_norm"] = "batch norms re-estimated"
    ways[1] = "none"; ways[2] = "layer"; ways[3] = "batch_norm"
  }
  function x(p, age) { return 56 + (p - 1) * 310 + 270 * log(age / 25) / log(31557600 / 25) }
  function y(v) { return 340 - 2.8 * v }
  NR > 1 && ($1 "," $2) in title && $3 == "own" {
    key = $1 "," $2 "," $5; n[key]++; a[key, n[key]] = $4; m[key, n[key]] = $7; lo[key, n[key]] = $8; hi[key, n[key]] = $9
  }
  END {
    print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 970 440\" font-family=\"sans-serif\" font-size=\"13\">"
    print "<rect width=\"970\" height=\"440\" fill=\"#fff\"/>"
    print "<text x=\"20\" y=\"26\" font-size=\"16\" font-weight=\"bold\">ResNet-20 on CIFAR-10, top-1 in % over the time since programming</text>"
    split("60 3600 86400 2592000 31557600", tick, " "); split("1 min|1 h|1 d|30 d|1 y", name, "|")
    for (p = 1; p <= 3; p++) {
      left = x(p, 25)
      printf "<text x=\"%.1f\" y=\"50\" font-weight=\"bold\">%s</text>\n", left, title[order[p]]
      for (v = 0; v <= 100; v += 20) {
        printf "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>\n", left, left + 270, y(v), y(v)
        printf "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555\">%d</text>\n", left - 8, y(v) + 4, v
      }
      for (i = 1; i <= 5; i++)
        printf "<text x=\"%.1f\" y=\"358\" text-anchor=\"middle\" fill=\"#555\">%s</text>\n", x(p, tick[i]), name[i]
      printf "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#3d6a9e\" stroke-width=\"1.5\" stroke-dasharray=\"5 4\"/>\n", left, left + 270, y(94), y(94)
      for (w = 1; w <= 3; w++) {
        key = order[p] "," ways[w]; points = ""
        for (i = 1; i <= n[key]; i++) {
          points = points sprintf("%.1f,%.1f ", x(p, a[key, i]), y(m[key, i]))
          printf "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-opacity=\"0.5\" stroke-width=\"3\"/>\n", x(p, a[key, i]), x(p, a[key, i]), y(lo[key, i]), y(hi[key, i]), colour[ways[w]]
          printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>\n", x(p, a[key, i]), y(m[key, i]), colour[ways[w]]
        }
        printf "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n", points, colour[ways[w]]
      }
    }
    # Joshi et al. 2020, ResNet-32: 25 s; a day with AdaBS and with global drift compensation; about 1000 s without
    split("25 86400 86400 1000", age, " "); split("93.75 93.5 92.6 10", value, " "); split("#222 #7a4fa3 #c4621d #b3362f", ink, " ")
    for (i = 1; i <= 4; i++)
      printf "<rect x=\"%.1f\" y=\"%.1f\" width=\"10\" height=\"10\" fill=\"#fff\" fill-opacity=\"0.7\" stroke=\"%s\" stroke-width=\"2\" transform=\"rotate(45 %.1f %.1f)\"/>\n", x(2, age[i]) - 5, y(value[i]) - 5, ink[i], x(2, age[i]), y(value[i])
    for (w = 1; w <= 3; w++) {
      printf "<circle cx=\"%d\" cy=\"388\" r=\"5\" fill=\"%s\"/><text x=\"%d\" y=\"392\">%s</text>\n", 62 + (w - 1) * 150, colour[ways[w]], 74 + (w - 1) * 150, words[ways[w]]
    }
    print "<line x1=\"530\" x2=\"560\" y1=\"388\" y2=\"388\" stroke=\"#3d6a9e\" stroke-width=\"1.5\" stroke-dasharray=\"5 4\"/><text x=\"568\" y=\"392\">float</text>"
    print "<rect x=\"625\" y=\"383\" width=\"10\" height=\"10\" fill=\"#fff\" stroke=\"#222\" stroke-width=\"2\" transform=\"rotate(45 630 388)\"/><text x=\"646\" y=\"392\">Joshi et al. 2020 (ResNet-32, trained with noise)</text>"
    print "<text x=\"56\" y=\"424\" fill=\"#555\">Means of 3 chips, bars: 95 % interval of the mean over chips; 100 pictures each.</text></svg>"
  }' "$work/out.csv" >"$work/out.svg"
mv "$work/out.csv" "$out.csv"
mv "$work/out.svg" "$out.svg"
