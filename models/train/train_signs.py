#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains the traffic-sign network of Bitline and writes it as ONNX.

    python3 models/train/train_signs.py --data ../shared

The folder given with --data holds data/gtsrb_train32/{train,validation}.npz
(arrays images: N x 32 x 32 x 3 uint8, labels: N).  The two files share no
physical sign.  About a quarter of the pictures of an epoch is drawn by
draw_signs.py.  The validation pictures are only measured on, never trained on
and never used to choose an epoch: the averaged weights after the last epoch
are the ones written.

Needs numpy, Pillow and PyTorch (1.13 or later).
"""
import argparse
import copy
import csv
import os
import time

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.nn import functional as F

import draw_signs

# classes that stay themselves, or become another class, when mirrored
SAME = [11, 12, 13, 15, 17, 18, 22, 26, 30, 35]
SWAP = {19: 20, 20: 19, 33: 34, 34: 33, 36: 37, 37: 36, 38: 39, 39: 38}


def conv(i, o, k, stride=1, groups=1):
    return nn.Sequential(nn.Conv2d(i, o, k, stride, k // 2, groups=groups, bias=False), nn.BatchNorm2d(o))


class Residual(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.a, self.b = conv(c, c, 3), conv(c, c, 3)

    def forward(self, x):
        return F.relu(x + self.b(F.relu(self.a(x))))


def separable(i, o, stride=1):
    return nn.Sequential(*conv(i, i, 3, stride, i), nn.ReLU(), *conv(i, o, 1), nn.ReLU())


class Signs(nn.Module):
    """RGB 0..1, N x 3 x 32 x 32, to 43 logits."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            *conv(3, 24, 3), nn.ReLU(),             # 32 x 32
            *conv(24, 32, 3, 2), nn.ReLU(),         # 16 x 16
            Residual(32),
            separable(32, 64, 2),                   # 8 x 8
            Residual(64),
            separable(64, 96),
            separable(96, 160, 2),                  # 4 x 4
            separable(160, 192),
        )
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.drop = nn.Dropout(0.2)
        self.head = nn.Linear(192, 43)

    def forward(self, x):
        return self.head(self.drop(torch.flatten(self.pool(self.body(x)), 1)))


def as_input(images):
    return torch.from_numpy(np.ascontiguousarray(images.transpose(0, 3, 1, 2))).float() / 255


def mirror(x, y, g):
    """Mirrors pictures where the label stays right."""
    lut = torch.full((43,), -1)
    for c in SAME:
        lut[c] = c
    for a, b in SWAP.items():
        lut[a] = b
    flip = (lut[y] >= 0) & (torch.rand(len(y), generator=g) < .5)
    x = torch.where(flip[:, None, None, None], x.flip(3), x)
    return x, torch.where(flip, lut[y], y)


def augment(x, g):
    """Shift, scale, turn, lean, light, contrast, colour, blur, noise, holes."""
    n = len(x)

    def u(lo, hi, *shape):
        return torch.rand(n, *shape, generator=g) * (hi - lo) + lo

    def normal(s, *shape):
        return torch.randn(n, *shape, generator=g) * s

    a = normal(.10).clamp(-.30, .30)
    s = u(.82, 1.18)
    sx, sy, shear = s * (1 + normal(.06)), s * (1 + normal(.06)), normal(.06)
    theta = torch.stack([torch.stack([torch.cos(a) * sx, -torch.sin(a) + shear, u(-.16, .16)], 1),
                         torch.stack([torch.sin(a), torch.cos(a) * sy, u(-.16, .16)], 1)], 1)
    grid = F.affine_grid(theta, x.shape, align_corners=False)
    tilt = 1 + (grid * normal(.05, 1, 1, 2)).sum(3, keepdim=True)      # perspective
    x = F.grid_sample(x, grid / tilt, padding_mode="border", align_corners=False)
    soft = F.avg_pool2d(F.pad(x, (1, 1, 1, 1), mode="replicate"), 3, 1)
    k = (u(-1.0, 1.0, 1, 1, 1)).clamp(min=-.35)      # blur, and a little sharpening
    k = torch.where(u(0, 1, 1, 1, 1) < .3, k, torch.zeros_like(k))
    x = x * (1 - k) + soft * k
    mean = x.mean((1, 2, 3), keepdim=True)
    x = (x - mean) * torch.exp(u(-.6, .6, 1, 1, 1)) + mean * torch.exp(normal(.45, 1, 1, 1))
    x = x.clamp(0, 1) ** torch.exp(normal(.20, 1, 1, 1))
    x = x * torch.exp(normal(.07, 3, 1, 1))
    grey = x.mean(1, keepdim=True)
    x = grey + (x - grey) * u(.4, 1.4, 1, 1, 1)
    ramp = torch.linspace(-1, 1, 32)
    x = x * (1 + normal(.12, 1, 1, 1) * ramp[:, None] + normal(.12, 1, 1, 1) * ramp)
    x = x + torch.randn(x.shape, generator=g) * u(0, .035, 1, 1, 1)
    # holes: leaves, stickers
    w, cx, cy = u(0, 5, 1, 1), u(0, 32, 1, 1), u(0, 32, 1, 1)
    px = torch.arange(32.)
    hole = ((px[None, :, None] - cy).abs() < w) & ((px - cx).abs() < w) & (u(0, 1, 1, 1) < .3)
    x = torch.where(hole[:, None], u(0, 1, 3, 1, 1), x)
    return x.clamp(0, 1)


def top1(model, x, y):
    model.eval()
    with torch.no_grad():
        out = torch.cat([model(x[i:i + 260]).argmax(1) for i in range(0, len(x), 260)])
    return (out == y).float().mean().item(), out


def plain_bilinear(img, size=32):
    """Bilinear sampling at pixel centres, without any filter before it."""
    x = torch.from_numpy(np.asarray(img, np.float32).transpose(2, 0, 1).copy())[None]
    x = F.interpolate(x, (size, size), mode="bilinear", align_corners=False)
    return x[0].round().byte().numpy().transpose(1, 2, 0)


def examples(folder, how):
    with open(os.path.join(folder, "labels.csv")) as f:
        rows = list(csv.DictReader(f))
    pics = [Image.open(os.path.join(folder, r["file"])).convert("RGB") for r in rows]
    if how == "plain":
        pics = [plain_bilinear(p) for p in pics]
    else:
        pics = [np.asarray(p.resize((32, 32), Image.BILINEAR)) for p in pics]
    return as_input(np.stack(pics)), torch.tensor([int(r["label"]) for r in rows]), [r["file"] for r in rows]


def fold(model):
    """A copy with every BatchNorm folded into the convolution before it."""
    model = copy.deepcopy(model).eval()
    for seq in [m for m in model.modules() if isinstance(m, nn.Sequential)]:
        for k in range(len(seq) - 1):
            if isinstance(seq[k], nn.Conv2d) and isinstance(seq[k + 1], nn.BatchNorm2d):
                seq[k] = torch.nn.utils.fusion.fuse_conv_bn_eval(seq[k], seq[k + 1])
                seq[k + 1] = nn.Identity()
    return model


def quantise(model, calib, bits=8, per_channel=True):
    """Fake-quantised copy: weights symmetric, activations unsigned after ReLU.

    Activations entering each conv or linear layer are rounded to 2^bits
    levels between 0 and their largest value on the calibration pictures."""
    model = fold(model)
    layers = [m for m in model.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
    peak = {}
    hooks = [m.register_forward_pre_hook(
        lambda mod, i: peak.__setitem__(mod, max(peak.get(mod, 0.), float(i[0].max())))) for m in layers]
    with torch.no_grad():
        model(calib)
    for h in hooks:
        h.remove()
    top = 2 ** (bits - 1) - 1
    for m in layers:
        w = m.weight.data
        big = w.abs().flatten(1).max(1).values if per_channel else w.abs().max().repeat(len(w))
        s = (big / top).clamp(min=1e-12).view(-1, *[1] * (w.dim() - 1))
        m.weight.data = (w / s).round().clamp(-top, top) * s
        step = peak[m] / (2 ** bits - 1)
        m.register_forward_pre_hook(
            lambda mod, i, step=step: ((i[0] / step).round().clamp(0, 2 ** bits - 1) * step,))
    return model


def macs(model):
    total = [0]

    def hook(m, _, out):
        total[0] += out[0].numel() * m.weight[0].numel()
    hooks = [m.register_forward_hook(hook) for m in model.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
    model.eval()
    with torch.no_grad():
        model(torch.zeros(1, 3, 32, 32))
    for h in hooks:
        h.remove()
    return total[0]


def export(model, path):
    """Opset 13, batch size free, BatchNormalization left as nodes of their own."""
    model = copy.deepcopy(model).eval()
    model.drop = nn.Identity()
    torch.onnx.export(model, torch.zeros(1, 3, 32, 32), path, opset_version=13,
                      training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False,
                      input_names=["image"], output_names=["logits"],
                      dynamic_axes={"image": {0: "N"}, "logits": {0: "N"}})


def report(model, val, folder, calib):
    x, y = val
    acc, out = top1(model, x, y)
    print(f"validation              {100 * acc:6.2f} %  ({int((out == y).sum())} of {len(y)})")
    for how in ("filtered", "plain"):
        ex, ey, files = examples(folder, how)
        a, o = top1(model, ex, ey)
        print(f"drawn, {how:8} bilinear {100 * a:6.2f} %  ({int((o == ey).sum())} of {len(ey)})",
              " ".join(f"{files[i]}->{int(o[i])}" for i in torch.nonzero(o != ey).flatten().tolist()))
    for bits in (8, 6, 4):
        for per in (True, False):
            q = quantise(model, calib, bits, per)
            print(f"{bits}-bit weights and inputs, scale per {'channel' if per else 'tensor '}: "
                  f"validation {100 * top1(q, x, y)[0]:6.2f} %, drawn {100 * top1(q, ex, ey)[0]:6.2f} %")


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--data", default="../shared", help="folder that holds data/gtsrb_train32")
    ap.add_argument("--examples", default="examples/signs")
    ap.add_argument("--out", default="models/signs_bitline.onnx")
    ap.add_argument("--epochs", type=int, default=36)
    ap.add_argument("--batch", type=int, default=96)
    ap.add_argument("--rate", type=float, default=4e-3)
    ap.add_argument("--drawn", type=int, default=4300, help="pictures in the drawn pool")
    ap.add_argument("--drawn-share", type=float, default=0.25, help="drawn part of an epoch")
    ap.add_argument("--seed", type=int, default=7)
    ap.add_argument("--threads", type=int, default=1)
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    torch.use_deterministic_algorithms(True)
    g = torch.Generator().manual_seed(args.seed)

    def load(name):
        with np.load(os.path.join(args.data, "data", "gtsrb_train32", name)) as d:
            return as_input(d["images"]), torch.from_numpy(d["labels"].astype(np.int64))

    x, y = load("train.npz")
    val = load("validation.npz")
    t = time.time()
    di, dl = draw_signs.pool(args.drawn, args.seed)
    dx, dy = as_input(di), torch.from_numpy(dl)
    print(f"{len(x)} training pictures, {len(dx)} drawn in {time.time() - t:.0f} s", flush=True)
    # rare signs come up more often, but not as often as frequent ones
    count = torch.bincount(y, minlength=43).float()
    weight = (count ** -0.5)[y].double()
    n_drawn = int(len(x) * args.drawn_share / (1 - args.drawn_share))

    model = Signs()
    total = sum(p.numel() for p in model.parameters())
    print(f"{total} parameters, {macs(model) / 1e6:.2f} M MACs", flush=True)
    ema = copy.deepcopy(model)
    decay = [p for p in model.parameters() if p.dim() > 1]
    rest = [p for p in model.parameters() if p.dim() <= 1]
    opt = torch.optim.AdamW([{"params": decay, "weight_decay": .02}, {"params": rest, "weight_decay": 0.}], lr=args.rate)
    steps = args.epochs * -(-(len(x) + n_drawn) // args.batch)
    sched = torch.optim.lr_scheduler.OneCycleLR(opt, args.rate, steps, pct_start=.15, cycle_momentum=False)
    done = 0
    for epoch in range(args.epochs):
        t = time.time()
        model.train()
        real = torch.multinomial(weight, len(x), True, generator=g)
        drawn = torch.randperm(len(dx), generator=g)[:n_drawn]
        order = torch.cat([real, drawn + len(x)])[torch.randperm(len(real) + len(drawn), generator=g)]
        loss_sum = 0.
        for i in range(0, len(order), args.batch):
            k = order[i:i + args.batch]
            is_drawn = k >= len(x)
            xb = torch.where(is_drawn[:, None, None, None], dx[(k - len(x)).clamp(min=0)], x[k.clamp(max=len(x) - 1)])
            yb = torch.where(is_drawn, dy[(k - len(x)).clamp(min=0)], y[k.clamp(max=len(x) - 1)])
            xb, yb = mirror(xb, yb, g)
            loss = F.cross_entropy(model(augment(xb, g)), yb, label_smoothing=.05)
            opt.zero_grad()
            loss.backward()
            opt.step()
            sched.step()
            done += 1
            loss_sum += loss.item() * len(k)
            keep = min(.998, (1 + done) / (20 + done))
            with torch.no_grad():
                for e, m in zip(ema.state_dict().values(), model.state_dict().values()):
                    if e.dtype.is_floating_point:
                        e.mul_(keep).add_(m, alpha=1 - keep)
                    else:
                        e.copy_(m)
        acc, _ = top1(ema, *val)
        print(f"epoch {epoch + 1:2d}/{args.epochs}  loss {loss_sum / len(order):.4f}  "
              f"validation {100 * acc:.2f} %  {time.time() - t:.1f} s", flush=True)
    ema.eval()
    report(ema, val, args.examples, x[torch.randperm(len(x), generator=g)[:1000]])
    export(ema, args.out)
    print(f"{args.out}: {os.path.getsize(args.out)} bytes")


if __name__ == "__main__":
    main()
