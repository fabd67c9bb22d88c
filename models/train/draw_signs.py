#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws pictures of the 43 German traffic signs of the GTSRB benchmark.

Every shape is drawn by the code below (circles, polygons, strokes); no font,
no photograph and no clip art is used.  The same generator makes the example
pictures of this project and a part of the training pictures.

    python3 models/train/draw_signs.py                       # examples/signs
    python3 models/train/draw_signs.py --sheet sheet.png     # and a contact sheet

Needs numpy and Pillow.  All randomness comes from the seed.
"""
import argparse
import csv
import functools
import math
import os

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

# (file name part, name for people)
SIGNS = [
    ("limit_20", "speed limit 20"), ("limit_30", "speed limit 30"),
    ("limit_50", "speed limit 50"), ("limit_60", "speed limit 60"),
    ("limit_70", "speed limit 70"), ("limit_80", "speed limit 80"),
    ("end_80", "end of speed limit 80"), ("limit_100", "speed limit 100"),
    ("limit_120", "speed limit 120"), ("no_overtaking", "no overtaking"),
    ("no_overtaking_lorries", "no overtaking by lorries"),
    ("priority_next", "priority at next crossing"),
    ("priority_road", "priority road"), ("yield", "yield"), ("stop", "stop"),
    ("no_vehicles", "no vehicles"), ("no_lorries", "no lorries"),
    ("no_entry", "no entry"), ("caution", "general caution"),
    ("curve_left", "curve left"), ("curve_right", "curve right"),
    ("double_curve", "double curve"), ("bumpy", "bumpy road"),
    ("slippery", "slippery road"), ("narrows_right", "road narrows on the right"),
    ("road_works", "road works"), ("traffic_lights", "traffic lights"),
    ("pedestrians", "pedestrians"), ("children", "children"),
    ("bicycles", "bicycles"), ("snow", "snow or ice"),
    ("wild_animals", "wild animals"), ("end_all", "end of all limits"),
    ("turn_right", "turn right ahead"), ("turn_left", "turn left ahead"),
    ("ahead", "ahead only"), ("straight_or_right", "straight or right"),
    ("straight_or_left", "straight or left"), ("keep_right", "keep right"),
    ("keep_left", "keep left"), ("roundabout", "roundabout"),
    ("end_no_overtaking", "end of no overtaking"),
    ("end_no_overtaking_lorries", "end of no overtaking by lorries"),
]
NAMES = [name for _, name in SIGNS]

RED, BLUE, YELLOW = (197, 28, 42), (18, 88, 170), (248, 186, 22)
WHITE, BLACK, GREY, GREEN = (244, 244, 242), (24, 24, 27), (112, 114, 117), (20, 140, 70)
FACE = 384      # side of a drawn sign face, pixels
OVER = 2        # faces are drawn this many times larger, then reduced


def arc(cx, cy, rx, ry, a0, a1, n=28):
    """Points of an ellipse arc; degrees, 0 is right, 90 is down."""
    a = np.radians(np.linspace(a0, a1, n))
    return list(zip(cx + rx * np.cos(a), cy + ry * np.sin(a)))


def bezier(*p, n=20):
    """Points of a cubic Bezier curve."""
    t = np.linspace(0, 1, n)[:, None]
    p = np.asarray(p, float)
    return [tuple(q) for q in (1 - t) ** 3 * p[0] + 3 * t * (1 - t) ** 2 * p[1]
            + 3 * t * t * (1 - t) * p[2] + t ** 3 * p[3]]


class Pen:
    """Draws in units: the sign face is [-1, 1] x [-1, 1], y downwards."""

    def __init__(self, draw, matrix, colour=BLACK):
        self.draw, self.m, self.colour = draw, matrix, colour

    def at(self, x, y, scale=1.0, colour=None, turn=0.0, mirror=False):
        """A pen for a part: moved to (x, y), scaled, turned, mirrored."""
        a = math.radians(turn)
        sx = -scale if mirror else scale
        part = np.array([[math.cos(a) * sx, -math.sin(a) * scale, x],
                         [math.sin(a) * sx, math.cos(a) * scale, y], [0, 0, 1]])
        return Pen(self.draw, self.m @ part, colour or self.colour)

    def poly(self, pts, colour=None):
        p = np.asarray(pts, float) @ self.m[:2, :2].T + self.m[:2, 2]
        self.draw.polygon([tuple(q) for q in p], fill=colour or self.colour)

    def disc(self, x, y, rx, ry=None, colour=None):
        self.poly(arc(x, y, rx, ry or rx, 0, 360, 72), colour)

    def ring(self, x, y, r, w, colour=None):
        self.line(arc(x, y, r, r, 0, 360, 72), w, colour)

    def line(self, pts, w, colour=None, ends="butt"):
        """A thick polyline; its bends are round, its ends flat or round."""
        pts = [np.asarray(p, float) for p in pts]
        for a, b in zip(pts, pts[1:]):
            d = b - a
            length = math.hypot(*d)
            if length > 1e-9:
                n = np.array([-d[1], d[0]]) / length * w / 2
                self.poly([a + n, b + n, b - n, a - n], colour)
        for p in (pts if ends == "round" else pts[1:-1]):
            self.poly(arc(p[0], p[1], w / 2, w / 2, 0, 360, 24), colour)

    def soft(self, pts, r, colour=None):
        """A polygon with round corners of radius r added around it."""
        self.poly(pts, colour)
        pts = list(pts)
        self.line(pts + pts[:1], 2 * r, colour, "round")

    def arrow(self, pts, w, head, spread=42, colour=None):
        """A line that ends in two barbs, as on the blue German signs."""
        pts = [np.asarray(p, float) for p in pts]
        tip = pts[-1]
        k = len(pts) - 2
        while k > 0 and math.hypot(*(tip - pts[k])) < w:
            k -= 1
        d = (tip - pts[k]) / math.hypot(*(tip - pts[k]))
        n = np.array([-d[1], d[0]])
        self.line(pts[:-1] + [tip - d * w * 0.9], w, colour)
        c, s = math.cos(math.radians(spread)), math.sin(math.radians(spread))
        thick = w * 0.98
        for side in (1, -1):
            along = -d * c + n * side * s           # from the tip outwards
            end = tip + along * head
            inner = end - d * thick / s * 0.95
            self.poly([tip, end, inner, tip - d * thick / s * 0.95], colour)


# ---- letters and digits: strokes in a box of height 1 -----------------------

def glyph(c, w):
    """(advance width, list of strokes) of a letter with stroke width w."""
    wide = {"1": 0.34, "S": 0.58, "T": 0.58, "O": 0.6, "P": 0.58}.get(c, 0.56)
    l, r, t, b = w / 2, wide - w / 2, w / 2, 1 - w / 2
    m, h = (l + r) / 2, (r - l) / 2
    if c in "0O":
        k = h * 1.15
        s = [arc(m, t + k, h, k, 180, 360) + arc(m, b - k, h, k, 0, 180)]
        s[0] += s[0][:2]
    elif c == "1":
        s = [[(r, 0), (r, 1)], [(l - w * .3, .27), (r, t + w * .2)]]
    elif c == "2":
        k = 0.235
        top = arc(m, t + k, h, k, 185, 395)
        s = [top + bezier(top[-1], (m + h * .2, .62), (l + .01, .72), (l + .01, b)) + [(r + w * .4, b)]]
    elif c == "3":
        k = (b - t) / 4
        s = [arc(m, t + k * .96, h * .95, k * .96, 195, 440), arc(m, b - k * 1.04, h, k * 1.04, -95, 160)]
    elif c == "5":
        k = 0.262
        s = [[(r + w * .2, t), (l + .03, t), (l + .01, .50)], arc(m, b - k, h, k, 205, 515)]
    elif c == "6":
        k = 0.258
        s = [arc(m, b - k, h, k, 0, 366), [(l, b - k), (l, t + h * 1.1)] + arc(m, t + h * 1.1, h, h * 1.1, 180, 335)]
    elif c == "7":
        s = [[(l - w * .4, t), (r, t), (l + .09, 1)]]
    elif c == "8":
        s = [arc(m, t + .195, h * .88, .195, 0, 366), arc(m, b - .228, h, .228, 0, 366)]
    elif c == "S":
        k = (b - t) / 4
        s = [arc(m, t + k, h, k, -20, -275) , arc(m, b - k, h, k, -95, 160)]
    elif c == "T":
        s = [[(0, t), (wide, t)], [(m, t), (m, 1)]]
    elif c == "P":
        k = .25
        s = [[(l, 1), (l, t), (r - k * .8, t)] + arc(r - k * .8, t + k, k * .8, k, -90, 90) + [(l, t + 2 * k)]]
    return wide, s


def text(pen, s, height, weight=0.16, stretch=1.0, gap=0.115, colour=None, y=0.0):
    glyphs = [glyph(c, weight) for c in s]
    total = sum(g[0] for g in glyphs) + gap * (len(s) - 1)
    x = -total / 2
    for wide, strokes in glyphs:
        for st in strokes:
            pen.line([((x + px) * height * stretch, y + (py - .5) * height) for px, py in st],
                     weight * height * (0.5 + 0.5 * stretch), colour)
        x += wide + gap


# ---- sign plates -----------------------------------------------------------

def plate_limit(p):
    p.disc(0, 0, 0.96, colour=WHITE)
    p.disc(0, 0, 0.94, colour=RED)
    p.disc(0, 0, 0.715, colour=WHITE)


def plate_end(p):
    p.disc(0, 0, 0.96, colour=GREY)
    p.disc(0, 0, 0.935, colour=WHITE)


def end_stripes(p, colour=BLACK):
    part = p.at(0, 0, turn=-45, colour=colour)
    for k in (-2, -1, 0, 1, 2):
        y = k * 0.115
        x = math.sqrt(0.93 ** 2 - (abs(y) + .03) ** 2)
        part.line([(-x, y), (x, y)], 0.062)


def plate_blue(p):
    p.disc(0, 0, 0.96, colour=WHITE)
    p.disc(0, 0, 0.925, colour=BLUE)


def plate_triangle(p):
    tri = np.array([(0, -0.80), (0.86, 0.70), (-0.86, 0.70)])
    mid = np.array([0, 0.2])
    p.soft(tri, 0.11, WHITE)
    p.soft(tri, 0.085, RED)
    p.soft((tri - mid) * 0.655 + mid, 0.04, WHITE)


# ---- pictograms ------------------------------------------------------------

def car_rear(p):
    """A car from behind, about 1 wide and 0.8 high, around (0, 0)."""
    bg = WHITE
    p.soft([(-.27, -.30), (.27, -.30), (.40, 0), (.43, .2), (-.43, .2), (-.40, 0)], .06)
    p.poly([(-.24, -.27), (.24, -.27), (.31, -.05), (-.31, -.05)], bg)
    p.soft([(-.41, .2), (-.29, .2), (-.29, .36), (-.41, .36)], .03)
    p.soft([(.41, .2), (.29, .2), (.29, .36), (.41, .36)], .03)
    p.disc(-.33, .1, .06, colour=bg)
    p.disc(.33, .1, .06, colour=bg)


def lorry_rear(p):
    bg = WHITE
    p.soft([(-.40, -.62), (.40, -.62), (.40, .16), (-.40, .16)], .04)
    p.line([(0, -.56), (0, .06)], .04, bg)
    p.line([(-.38, .10), (.38, .10)], .045, bg)
    for s in (-1, 1):
        p.soft([(s * .41, .2), (s * .24, .2), (s * .24, .36), (s * .41, .36)], .03)
    p.line([(-.3, .22), (.3, .22)], .08)


def lorry_side(p):
    """A lorry that drives to the left."""
    p.soft([(-.20, -.36), (.72, -.36), (.72, .16), (-.20, .16)], .02)
    p.soft([(-.70, .0), (-.62, -.24), (-.30, -.24), (-.30, .16), (-.70, .16)], .03)
    p.poly([(-.62, -.02), (-.56, -.19), (-.40, -.19), (-.40, -.02)], WHITE)
    p.line([(-.72, .19), (.74, .19)], .09)
    for x in (-.49, .22, .50):
        p.disc(x, .25, .155, colour=WHITE)
        p.disc(x, .25, .12)
        p.disc(x, .25, .045, colour=WHITE)


def walker(p, swing=1.0):
    """A walking person, 2 units high around (0, 0), going left."""
    p.disc(-.03, -.86, .155)
    p.soft([(-.10, -.56), (.11, -.56), (.15, .02), (-.08, .02)], .065)
    p.line([(.0, .0), (-.17 * swing, .42), (-.36 * swing, .92)], .19, ends="round")
    p.line([(.06, .0), (.22 * swing, .45), (.46 * swing, .88)], .18, ends="round")
    p.line([(-.36 * swing, .95), (-.52 * swing, .95)], .13, ends="round")
    p.line([(-.08, -.52), (-.30, -.2), (-.46, .0)], .125, ends="round")
    p.line([(.12, -.52), (.33, -.2), (.36, .08)], .125, ends="round")


def runner(p, skirt=False):
    """A running child, going left."""
    p.disc(-.12, -.84, .19)
    p.soft([(-.16, -.50), (.08, -.52), (.18, .04), (-.04, .08)], .075)
    if skirt:
        p.poly([(-.16, -.25), (.16, -.30), (.40, .22), (-.24, .32)])
    p.line([(.02, .06), (-.34, .30), (-.26, .84)], .17, ends="round")
    p.line([(.12, .06), (.34, .44), (.78, .50)], .17, ends="round")
    p.line([(-.26, .86), (-.42, .88)], .12, ends="round")
    p.line([(.78, .50), (.84, .34)], .12, ends="round")
    p.line([(-.12, -.46), (-.40, -.14), (-.70, -.30)], .12, ends="round")
    p.line([(.08, -.48), (.42, -.30), (.58, .0)], .12, ends="round")


def digger(p):
    """A worker with a shovel and a heap."""
    p.disc(-.12, -.80, .165)                                        # head
    p.line([(-.22, -.50), (-.44, .04)], .29, ends="round")          # back
    p.line([(-.42, .06), (-.20, .44), (-.30, .90)], .18, ends="round")
    p.line([(-.48, .06), (-.66, .46), (-.84, .90)], .18, ends="round")
    p.line([(-.12, -.50), (.12, -.18), (.16, .02)], .12, ends="round")
    p.line([(-.26, -.44), (-.12, -.06), (.0, .12)], .12, ends="round")
    p.line([(-.40, -.16), (.60, .56)], .06)                          # shovel
    p.poly([(.44, .56), (.60, .38), (.86, .66), (.74, .80)])
    p.poly(bezier((.22, .95), (.56, .40), (.90, .40), (1.16, .95)))  # heap


def bicycle(p):
    for x in (-.56, .56):
        p.ring(x, .22, .36, .085)
        p.disc(x, .22, .06)
    w = .075
    p.line([(.56, .22), (.02, .24), (-.38, -.24), (.24, -.24), (.02, .24)], w, ends="round")
    p.line([(.56, .22), (.24, -.24), (.18, -.42)], w, ends="round")
    p.line([(-.56, .22), (-.36, -.48), (-.18, -.54)], w, ends="round")
    p.line([(.04, -.43), (.32, -.43)], .10, ends="round")
    p.disc(.02, .24, .10)
    p.line([(.02, .24), (-.04, .44)], .06)
    p.line([(-.12, .45), (.04, .45)], .07)


def snowflake(p):
    for k in range(6):
        q = p.at(0, 0, turn=60 * k)
        q.line([(0, 0), (0, -.92)], .11)
        for y, s in ((-.44, .26), (-.70, .20)):
            q.line([(-s, y - s * .75), (0, y), (s, y - s * .75)], .095)


def deer(p):
    """A leaping stag, going left."""
    p.poly(bezier((-.40, -.18), (-.1, -.28), (.35, -.18), (.62, -.02)) +
           bezier((.62, -.02), (.80, .10), (.72, .34), (.56, .30)) +
           bezier((.56, .30), (.25, .12), (-.05, .20), (-.28, .22)) +
           bezier((-.28, .22), (-.46, .14), (-.48, -.04), (-.40, -.18)))
    p.poly([(-.48, -.02), (-.28, .14), (-.16, -.20), (-.42, -.56), (-.60, -.46)])   # neck
    p.soft([(-.82, -.34), (-.50, -.58), (-.44, -.44), (-.78, -.28)], .035)   # head
    p.line([(-.44, -.50), (-.28, -.52)], .07, ends="round")                 # ear
    p.line([(-.50, -.56), (-.40, -.82), (-.18, -.98)], .06, ends="round")    # antlers
    p.line([(-.40, -.80), (-.48, -1.0)], .05, ends="round")
    p.line([(-.30, -.89), (-.28, -1.06)], .05, ends="round")
    p.line([(-.54, -.56), (-.62, -.80), (-.56, -.94)], .05, ends="round")
    p.line([(-.30, .12), (-.62, .28), (-.46, .50)], .10, ends="round")       # fore legs
    p.line([(-.22, .14), (-.50, .44), (-.80, .48)], .09, ends="round")
    p.line([(.60, .18), (.62, .46), (.92, .72)], .11, ends="round")          # hind legs
    p.line([(.54, .2), (.50, .50), (.74, .82)], .10, ends="round")
    p.line([(.66, .0), (.78, -.06)], .08, ends="round")                     # tail


def skid_car(p):
    p.soft([(-.30, -.78), (.22, -.78), (.34, -.50), (-.42, -.50)], .05)
    p.poly([(-.26, -.74), (.19, -.74), (.27, -.52), (-.34, -.52)], WHITE)
    p.soft([(-.52, -.46), (.44, -.46), (.46, -.22), (-.54, -.22)], .06)
    p.disc(-.38, -.34, .07, colour=WHITE)
    p.disc(.30, -.34, .07, colour=WHITE)
    for x in (-.42, .34):
        p.soft([(x - .07, -.2), (x + .07, -.2), (x + .07, -.06), (x - .07, -.06)], .02)


def curve_arrow(p):
    """The arrow of the 'curve left' sign."""
    pts = [(.27, .52), (.27, .05)] + arc(.07, .05, .20, .20, 0, -90, 10) + [(-.12, -.15)]
    p.line(pts, .17)
    p.poly([(-.10, -.38), (-.46, -.15), (-.10, .08)])


def turn_arrow(p):
    """The arrow of 'turn right ahead'."""
    p.arrow([(-.33, .66), (-.33, .08)] + arc(-.05, .08, .28, .28, 180, 270, 10) + [(.2, -.2), (.62, -.2)],
            .21, .46)


def branch_arrow(p):
    """The arrows of 'straight or right'."""
    p.arrow([(-.24, .68), (-.24, -.74)], .19, .42)
    p.arrow([(-.24, .48), (-.24, .40)] + arc(-.02, .40, .22, .22, 180, 270, 10) + [(.2, .18), (.66, .18)], .18, .39)


def paint(label, p):
    """Draws the face of one sign."""
    if label in (0, 1, 2, 3, 4, 5, 7, 8):
        plate_limit(p)
        s = SIGNS[label][0].split("_")[1]
        if len(s) == 2:
            text(p, s, 0.74, 0.155, 1.0)
        else:
            text(p, s, 0.70, 0.15, 0.80, 0.10)
    elif label == 6:
        plate_end(p)
        text(p, "80", 0.88, 0.15, 1.0, colour=GREY)
        end_stripes(p)
    elif label in (9, 10):
        plate_limit(p)
        (car_rear if label == 9 else lorry_rear)(p.at(-.34, .06, .58, RED))
        car_rear(p.at(.32, .06, .58, BLACK))
    elif label in (41, 42):
        plate_end(p)
        (car_rear if label == 41 else lorry_rear)(p.at(-.40, .06, .70, GREY))
        car_rear(p.at(.38, .06, .70, GREY))
        end_stripes(p)
    elif label == 32:
        plate_end(p)
        end_stripes(p)
    elif label == 11:
        plate_triangle(p)
        p.poly([(-.10, .58), (-.10, -.04), (-.19, -.04), (0, -.34), (.19, -.04), (.10, -.04), (.10, .58)])
        p.line([(-.33, .27), (.33, .27)], .12)
    elif label == 12:
        q = p.at(0, 0, turn=45)
        for r, c in ((.585, BLACK), (.57, WHITE), (.37, BLACK), (.355, YELLOW)):
            q.soft([(-r, -r), (r, -r), (r, r), (-r, r)], .07 if r > .5 else .03, c)
    elif label == 13:
        q = p.at(0, .04, turn=180)
        tri = np.array([(0, -0.80), (0.86, 0.70), (-0.86, 0.70)])
        mid = np.array([0, .2])
        q.soft(tri, .11, WHITE)
        q.soft(tri, .085, RED)
        q.soft((tri - mid) * .60 + mid, .04, WHITE)
    elif label == 14:
        for r, c in ((.98, WHITE), (.93, RED)):
            p.soft(arc(0, 0, r, r, 22.5, 382.5, 9)[:8], .02, c)
        text(p, "STOP", 0.62, 0.165, 0.90, 0.10, colour=WHITE)
    elif label == 15:
        plate_limit(p)
    elif label == 16:
        plate_limit(p)
        lorry_side(p.at(0, .0, .78))
    elif label == 17:
        p.disc(0, 0, .96, colour=WHITE)
        p.disc(0, 0, .93, colour=RED)
        p.poly([(-.72, -.17), (.72, -.17), (.72, .17), (-.72, .17)], WHITE)
    elif label in (33, 34):
        plate_blue(p)
        turn_arrow(p.at(0, 0, 1.0, WHITE, mirror=label == 34))
    elif label == 35:
        plate_blue(p)
        p.arrow([(0, .70), (0, -.72)], .23, .56, colour=WHITE)
    elif label in (36, 37):
        plate_blue(p)
        branch_arrow(p.at(0, 0, 1.0, WHITE, mirror=label == 37))
    elif label in (38, 39):
        plate_blue(p)
        q = p.at(0, 0, 1.0, WHITE, mirror=label == 39)
        q.arrow([(-.50, -.50), (.50, .50)], .23, .56)
    elif label == 40:
        plate_blue(p)
        for k in range(3):
            q = p.at(0, 0, 1.0, WHITE, turn=120 * k)
            q.line(arc(0, 0, .50, .50, 20, -50), .20)
            a = math.radians(-50)
            x, y = .50 * math.cos(a), .50 * math.sin(a)
            tx, ty = math.sin(a), -math.cos(a)      # anticlockwise
            nx, ny = math.cos(a), math.sin(a)
            q.poly([(x + nx * .27, y + ny * .27), (x - nx * .27, y - ny * .27), (x + tx * .36 - nx * .04, y + ty * .36 - ny * .04)])
    else:
        plate_triangle(p)
        if label == 18:
            p.poly([(-.105, -.20), (.105, -.20), (.06, .28), (-.06, .28)])
            p.disc(0, -.20, .105)
            p.disc(0, .45, .115)
        elif label in (19, 20):
            curve_arrow(p.at(0, .16, .88, mirror=label == 20))
        elif label == 21:
            p.line([(.13, .60), (.13, .44), (-.15, .22), (.05, .02), (.05, -.06)], .145)
            p.poly([(-.14, -.05), (.24, -.05), (.05, -.33)])
        elif label == 22:
            p.poly([(-.56, .58), (-.56, .46), (-.50, .46)] + arc(-.25, .46, .22, .27, 180, 360) +
                   arc(.25, .46, .22, .27, 180, 360) + [(.50, .46), (.56, .46), (.56, .58)])
        elif label == 23:
            skid_car(p.at(.03, .24, .56, turn=8))
            for x in (-.20, .14):
                p.line(bezier((x, .24), (x + .26, .36), (x - .24, .44), (x + .08, .60)), .06)
        elif label == 24:
            p.line([(-.20, .58), (-.20, -.02)], .11)
            p.line([(.28, .58), (.28, .38), (.09, .18), (.09, -.10)], .11)
        elif label == 25:
            digger(p.at(-.02, .16, .48))
        elif label == 26:
            for y, c in ((-.17, RED), (.145, YELLOW), (.46, GREEN)):
                p.disc(0, y, .135, colour=BLACK)
                p.disc(0, y, .118, colour=c)
        elif label == 27:
            walker(p.at(.03, .13, .50))
        elif label == 28:
            runner(p.at(-.21, .23, .42))
            runner(p.at(.26, .31, .34), skirt=True)
        elif label == 29:
            bicycle(p.at(0, .26, .56))
        elif label == 30:
            snowflake(p.at(0, .20, .44))
        elif label == 31:
            deer(p.at(.02, .22, .50))


@functools.lru_cache(maxsize=512)
def face(label, size=FACE):
    """The plain drawn sign, RGBA, size x size pixels."""
    if size != FACE:
        return face(label).resize((size, size), Image.LANCZOS)
    n = FACE * OVER
    mask = Image.new("L", (n, n), 0)
    rgb = Image.new("RGB", (n, n), GREY)
    m = np.array([[n / 2, 0, n / 2], [0, n / 2, n / 2], [0, 0, 1.0]])
    paint(label, Pen(ImageDraw.Draw(rgb), m))
    paint(label, Pen(_Mask(ImageDraw.Draw(mask)), m))
    img = rgb.convert("RGBA")
    img.putalpha(mask)
    return img.resize((FACE, FACE), Image.LANCZOS)


class _Mask:
    """Records where anything is drawn."""

    def __init__(self, draw):
        self.draw = draw

    def polygon(self, pts, fill=None):
        self.draw.polygon(pts, fill=255)


# ---- scenes ----------------------------------------------------------------

def clouds(rng, n, octaves=(3, 6, 12, 24)):
    """Smooth random texture in about [-1, 1], n x n."""
    out = np.zeros((n, n), np.float32)
    for k, g in enumerate(octaves):
        small = Image.fromarray(rng.uniform(-1, 1, (g, g)).astype(np.float32))
        out += np.asarray(small.resize((n, n), Image.BICUBIC)) / (1.5 ** k)
    return out / 1.6


def background(rng, n):
    """A street-side scene: sky, foliage, walls, or a mix of them."""
    y = np.linspace(0, 1, n, dtype=np.float32)[:, None]
    skies = [((96, 150, 214), (196, 220, 238)), ((178, 190, 202), (226, 228, 228)),
             ((240, 244, 248), (255, 255, 255)), ((120, 134, 156), (208, 196, 182))]
    a, b = skies[rng.integers(len(skies))]
    yy = y * rng.uniform(.6, 1.3)
    img = np.array(a, np.float32) * (1 - yy[..., None]) + np.array(b, np.float32) * yy[..., None]
    img = np.broadcast_to(img, (n, n, 3)).copy()
    img += clouds(rng, n, (2, 5))[..., None] * rng.uniform(0, 16)
    kind = rng.integers(5)
    if kind >= 1:                                   # trees or hedges
        cover = clouds(rng, n)
        line = rng.uniform(-.1, 1.0)
        greens = [(58, 92, 40), (84, 116, 50), (44, 62, 38), (112, 98, 58), (70, 66, 54)]
        c = np.array(greens[rng.integers(len(greens))], np.float32)
        x = np.linspace(0, 1, n, dtype=np.float32)[None, :]
        slope = rng.uniform(-.5, .5)
        m = np.clip((y + slope * (x - .5) - line + .22 * cover) * 9 + .5, 0, 1)[..., None]
        leaf = c * (1 + .38 * clouds(rng, n, (10, 20, 40)))[..., None]
        img = img * (1 - m) + leaf * m
    if kind >= 3:                                   # a house or a wall
        walls = [(176, 160, 142), (150, 90, 72), (206, 200, 188), (122, 124, 130)]
        c = np.array(walls[rng.integers(len(walls))], np.float32)
        x0 = int(rng.uniform(-.4, .8) * n)
        x1, y0 = x0 + int(rng.uniform(.3, .9) * n), int(rng.uniform(0, .7) * n)
        xa, xb = max(x0, 0), max(min(x1, n), 0)
        if xb > xa:
            img[y0:, xa:xb] = c * (1 + .06 * clouds(rng, n, (8, 30))[y0:, xa:xb, None])
            step = max(int(n * rng.uniform(.18, .3)), 3)
            for wy in range(y0 + step // 3, n, step):
                for wx in range(xa + step // 3, xb - step // 2, step):
                    img[wy:wy + step // 2, wx:wx + step // 3] *= .45
    if rng.random() < .6:                           # ground
        g = rng.uniform(.82, 1.05)
        m = np.clip((y - g) * 30 + .5, 0, 1)[..., None]
        img = img * (1 - m) + np.array((104, 104, 106), np.float32) * m
    return img


def perspective(src, dst):
    """Coefficients for Image.transform that carry dst points back to src."""
    rows, rhs = [], []
    for (x, y), (u, v) in zip(dst, src):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        rhs += [u, v]
    return np.linalg.solve(np.array(rows, float), np.array(rhs, float))


def draw(label, rng, size=32, hard=0.5):
    """A picture of a sign in a scene: RGB uint8, size x size.

    hard 0 is a clear near-frontal view in good light, 1 the worst weather."""
    n = size * 3 if size < 64 else size * 2
    img = background(rng, n)
    # sign: place, size, turn, lean
    r = n * .5 * rng.uniform(.76 - .06 * hard, .86 + .04 * hard)
    cx = n * (.5 + rng.normal() * (.012 + .022 * hard))
    cy = n * (.5 + rng.normal() * (.012 + .022 * hard))
    a = math.radians(rng.normal() * (1.5 + 3.5 * hard))
    corners = []
    squeeze = 1 - abs(rng.normal()) * (.03 + .08 * hard)
    for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        x = sx * squeeze + rng.normal() * (.01 + .025 * hard)
        y = sy + rng.normal() * (.01 + .025 * hard)
        corners.append((cx + r * (x * math.cos(a) - y * math.sin(a)), cy + r * (x * math.sin(a) + y * math.cos(a))))
    fs = int(min(FACE, max(24, 24 * round(2.2 * r / 24))))
    f = face(label, fs)
    coef = perspective([(0, 0), (fs, 0), (fs, fs), (0, fs)], corners)
    warped = np.asarray(f.transform((n, n), Image.PERSPECTIVE, coef, Image.BICUBIC), np.float32)
    if rng.random() < .8:                           # the pole
        w = n * rng.uniform(.02, .035)
        x = np.arange(n, dtype=np.float32)[None, :] - (cx + rng.normal() * n * .01)
        yb = np.arange(n, dtype=np.float32)[:, None] > cy
        if rng.random() < .3:
            yb = yb | True
        m = (np.clip(w - np.abs(x) + .5, 0, 1) * yb)[..., None]
        shade = (150 + 60 * np.clip(-x / w, -1, 1) * rng.uniform(.3, 1))[..., None]
        img = img * (1 - m) + shade * m
    alpha = warped[..., 3:] / 255
    if rng.random() < .5:                           # soft edge shadow behind the plate
        sh = Image.fromarray(warped[..., 3].astype(np.uint8)).filter(ImageFilter.GaussianBlur(n * .02))
        img *= 1 - .35 * np.asarray(sh, np.float32)[..., None] / 255
    sign = warped[..., :3]
    fade = rng.uniform(0, .10 + .35 * hard * rng.random())          # old paint
    grey = sign.mean(axis=2, keepdims=True)
    sign = sign * (1 - fade) + (grey * .6 + 80) * fade
    sign = sign * (1 + rng.normal(size=3).astype(np.float32) * (.03 + .03 * hard))
    gx, gy = rng.normal(size=2) * (.05 + .10 * hard)
    ramp = np.linspace(-1, 1, n, dtype=np.float32)
    sign = sign * (1 + gx * ramp[None, :, None] + gy * ramp[:, None, None])
    sign = sign + clouds(rng, n, (4, 9))[..., None] * rng.uniform(0, 4 + 6 * hard)   # dirt
    if rng.random() < .30 * hard + .05:             # shadow of a tree or a house
        m = np.clip(clouds(rng, n, (2, 4, 7)) * 5 + rng.normal(), 0, 1)[..., None]
        sign = sign * (1 - m * rng.uniform(.2, .5))
    img = img * (1 - alpha) + sign * alpha
    # light, camera
    light = rng.uniform(1 - .65 * hard, 1.05 + .25 * hard)
    img = 255 * np.clip(img / 255 * light, 0, None) ** rng.uniform(1 - .15 * hard, 1 + .25 * hard)
    img *= 1 + rng.normal(size=3).astype(np.float32) * (.01 + .04 * hard)
    if rng.random() < .35 * hard:                   # haze or glare
        img = img + (225 - img) * rng.uniform(0, .45)
    pic = Image.fromarray(np.clip(img, 0, 255).astype(np.uint8))
    blur = n / size * rng.uniform(0, .25 + .75 * hard * (size / 32 if size < 64 else 1.2))
    pic = pic.filter(ImageFilter.GaussianBlur(blur))
    if rng.random() < .3 * hard:                    # the car moves
        k = 5
        kern = np.zeros((k, k))
        kern[k // 2, :] = 1
        if rng.random() < .3:
            kern = kern.T
        pic = pic.filter(ImageFilter.Kernel((k, k), kern.ravel()))
    pic = pic.resize((size, size), Image.BOX)
    out = np.asarray(pic, np.float32)
    noise = rng.uniform(0, .8 + 6 * hard * (size < 64))
    if noise > .5:
        out = out + rng.normal(size=out.shape[:2] + (1,)) * noise * .7
        out = out + rng.normal(size=out.shape) * noise * .5 * (size < 64)
    return np.clip(np.rint(out), 0, 255).astype(np.uint8)


def pool(count, seed, size=32):
    """count training pictures, all classes alike: (images, labels)."""
    rng = np.random.default_rng([seed, 1])
    labels = np.arange(count) % len(SIGNS)
    images = np.stack([draw(int(c), rng, size, rng.uniform(.1, 1)) for c in labels])
    return images, labels.astype(np.int64)


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--out", default="examples/signs", help="folder for the pictures")
    ap.add_argument("--size", type=int, default=96, help="side of a picture in pixels")
    ap.add_argument("--each", type=int, default=2, help="pictures of each sign")
    ap.add_argument("--seed", type=int, default=2024, help="training uses other seeds")
    ap.add_argument("--sheet", help="also write all pictures onto one contact sheet")
    args = ap.parse_args()
    os.makedirs(args.out, exist_ok=True)
    rows, tiles = [], []
    for label, (part, name) in enumerate(SIGNS):
        for k in range(args.each):
            rng = np.random.default_rng([args.seed, 0, label, k])
            pic = Image.fromarray(draw(label, rng, args.size, .1 + .5 * k / max(1, args.each - 1)))
            file = f"{label:02d}_{part}_{k}.png"
            pic.save(os.path.join(args.out, file), optimize=True)
            rows.append((file, label, name))
            tiles.append(pic)
    with open(os.path.join(args.out, "labels.csv"), "w", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(("file", "label", "name"))
        w.writerows(rows)
    if args.sheet:
        cols = 12
        s = args.size + 4
        sheet = Image.new("RGB", (cols * s, -(-len(tiles) // cols) * s), "white")
        for i, t in enumerate(tiles):
            sheet.paste(t, (i % cols * s + 2, i // cols * s + 2))
        sheet.save(args.sheet)
    print(f"{len(rows)} pictures in {args.out}")


if __name__ == "__main__":
    main()
