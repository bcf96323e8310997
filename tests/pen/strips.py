"""Makes strips of letterheads as a scanner sees them: printed words, and digits by pen or in print between them.

The digits come from MNIST, from fonts that look like handwriting, and from strokes as schools teach them in Europe and in
Viet Nam: a one with its upstroke, a crossed seven, a looped two."""
import glob
import os

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

HEIGHT = 40            # of a strip, in pixels
CAPITAL = 15           # height of a printed digit on it
FINE = 3               # drawn so many times larger
TEXT, BLANK = 10, 11   # classes beside the ten digits
IGNORED = 255

def mnist(folder, part):
    """Ten lists of images of 28 x 28, ink 1; `part` is train or t10k."""
    images = np.fromfile(f"{folder}/{part}-images-idx3-ubyte", np.uint8)[16:].reshape(-1, 28, 28)
    labels = np.fromfile(f"{folder}/{part}-labels-idx1-ubyte", np.uint8)[8:]
    return [images[labels == digit].astype(np.float32) / 255 for digit in range(10)]

# ---- strokes: what schools of Europe and Viet Nam teach, which MNIST hardly has
def templates(r, varied):
    """Strokes of each digit, as points in a box of height 1."""
    one = [[(.25, 0), (.22, 1)]] if r.random() < .15 else [[(r.uniform(-.1, .05), r.uniform(.2, .6)), (r.uniform(.22, .4), 0), (.25, 1)]]
    if varied and r.random() < .6: one = [[(r.uniform(-.4, .05), r.uniform(.3, .85)), (r.uniform(.2, .45), 0), (r.uniform(.1, .3), 1)]]
    if r.random() < .1: one.append([(.05, 1), (.5, 1)])
    two_end = [[(.0, 1), (.35, .93), (.65, 1)], [(.02, .95), (-.05, .82), (.1, .78), (.3, .93), (.68, .95)], [(0, 1), (.6, 1)]][r.integers(3)]
    three_top = [[(0, .1), (.3, 0), (.5, .15), (.42, .36), (.18, .46)], [(0, .02), (.5, 0), (.35, .22), (.18, .42)]][r.integers(2)]
    four = [[[(.2, 0), (0, .58), (.65, .56)], [(.48, r.uniform(.1, .35)), (.4, 1)]], [[(.42, 0), (-.05, .66), (.68, .64)], [(.44, 0), (.42, 1)]],
            [[(.45, 0), (.0, .62), (.65, .62)], [(.5, .3), (.42, 1)]]][r.integers(3)]
    cap = [(.08, 0), (r.uniform(.5, .75), r.uniform(-.08, .05))]
    five = [[(.12, .0), (.04, .42), (.32, .38), (.55, .62), (.4, .95), (0, .95)], cap]
    if r.random() < .35: five = [[cap[1], (.12, .02), (.04, .42), (.32, .38), (.55, .62), (.4, .95), (0, .95)]]
    seven = [[(0, .03), (.6, 0), (r.uniform(.1, .35), 1)]]
    if r.random() < .4: seven[0].insert(0, (0, r.uniform(.12, .25)))
    if r.random() < .75: seven.append([(r.uniform(-.02, .15), r.uniform(.45, .56)), (r.uniform(.55, .8), r.uniform(.36, .5))])
    tail = [[(.48, .6), (.4, 1)], [(.5, .7), (.32, .98), (.05, .95)], [(.45, .75), (.2, 1.05)]][r.integers(3)]
    return {
        0: [[(.3, .02), (.05, .25), (0, .65), (.2, .98), (.45, .85), (.58, .4), (.42, .05), (.22, .04)]],
        1: one,
        2: [[(0, .25), (.12, .03), (.42, 0), (.55, .22), (.4, .55)] + two_end],
        3: [three_top + [(.45, .52), (.56, .76), (.35, .98), (-.02, .92)]],
        4: four, 5: five,
        6: [[(r.uniform(.35, .55), 0), (.12, .4), (0, .75), (.2, 1), (.5, .85), (.45, .6), (.2, .58), (.02, .78)]],
        7: seven,
        8: [[(.5, .12), (.25, 0), (.1, .2), (.3, .45), (.52, .75), (.25, 1), (.02, .78), (.25, .5), (.5, .2), (.4, .03)]],
        9: [[(.5, .16), (.25, 0), (.03, .25), (.2, .5), (.48, .32), (.52, .1)] + tail],
    }

CORNERS = {1, 4, 7}
def smooth(points, corners, r):
    """Points of a curve through `points`."""
    points = np.asarray(points, np.float64)
    if corners or len(points) < 3:
        return points
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    out = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:]):
        t = np.linspace(0, 1, 8, endpoint=False)[:, None]
        out.append(.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.vstack(out + [points[-1:]])

def stroke_digit(digit, height, pen, r, style, varied):
    """Ink of a digit drawn by strokes, `height` pixels high."""
    shape = templates(r if style is None else np.random.default_rng(style), varied)[digit]
    size = int(height * 2.2)
    image = Image.new("L", (size, size))
    draw = ImageDraw.Draw(image)
    wide = r.uniform(.85, 1.25)
    for stroke in shape:
        stroke = [(x + r.normal(0, .035), y + r.normal(0, .035)) for x, y in stroke]
        curve = [(size * .3 + x * height * wide, size * .25 + y * height) for x, y in smooth(stroke, digit in CORNERS and r.random() < .8, r)]
        draw.line(curve, fill=255, width=max(1, int(round(pen))), joint="curve")
        for x, y in (curve[0], curve[-1]):
            draw.ellipse([x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2], fill=255)
    return np.asarray(image, np.float32) / 255

def transformed(ink, r, slant, stretch=1., turn=0.):
    """Slanted, turned and stretched, cut to its ink."""
    ink = np.pad(ink, int(max(ink.shape) * .3))
    h, w = ink.shape
    image = Image.fromarray((ink * 255).astype(np.uint8))
    c, s = np.cos(turn), np.sin(turn)
    a = np.array([[c / stretch, -s], [s, c]]) @ np.array([[1, slant], [0, 1]])
    cx, cy = w / 2, h / 2
    off = np.array([cx, cy]) - a @ np.array([cx, cy])
    image = image.transform((w, h), Image.AFFINE, (a[0, 0], a[0, 1], off[0], a[1, 0], a[1, 1], off[1]), Image.BILINEAR)
    return cut(np.asarray(image, np.float32) / 255)

def cut(ink):
    on = ink > .25
    if not on.any():
        return ink[:1, :1]
    rows, columns = np.where(on.any(1))[0], np.where(on.any(0))[0]
    return ink[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]

def resized(ink, height):
    width = max(1, int(round(ink.shape[1] * height / ink.shape[0])))
    return np.asarray(Image.fromarray((ink * 255).astype(np.uint8)).resize((width, max(1, int(height))), Image.BICUBIC), np.float32) / 255

def thickness(ink, r, pen):
    """Brought to about the strength of a pen, in pixels."""
    image = Image.fromarray((np.clip(ink, 0, 1) * 255).astype(np.uint8))
    area, edge = (ink > .5).sum(), 1 + np.abs(np.diff((ink > .5).astype(np.int8), axis=0)).sum() + np.abs(np.diff((ink > .5).astype(np.int8), axis=1)).sum()
    own = 2.6 * area / edge
    while own < pen - 1.5:
        image = image.filter(ImageFilter.MaxFilter(3)); own += 2
    while own > pen + 1.5 and own > 4:
        image = image.filter(ImageFilter.MinFilter(3)); own -= 2
    return np.asarray(image, np.float32) / 255

class Maker:
    """Makes strips; `varied` ones lie closer, wider off their line, and under more dirt."""

    def __init__(self, mnist_digits, hands, prints, seed, varied):
        self.varied = varied
        self.mnist, self.r = mnist_digits, np.random.default_rng(seed)
        self.hands, self.prints = hands, prints
        self.fonts = {}

    def font(self, path, size):
        key = (path, int(size))
        if key not in self.fonts:
            if len(self.fonts) > 400: self.fonts.clear()
            self.fonts[key] = ImageFont.truetype(path, int(size))
        return self.fonts[key]

    def print_word(self, word, font):
        """Ink of a word with the row of its baseline."""
        ascent, descent = font.getmetrics()
        width = int(font.getlength(word)) + 8
        image = Image.new("L", (width, ascent + descent + 4))
        ImageDraw.Draw(image).text((4, 2), word, font=font, fill=255)
        return np.asarray(image, np.float32) / 255, ascent + 2

    def digit(self, digit, hand, height, pen):
        r = self.r
        if hand["kind"] == "mnist":
            pool = self.mnist[digit]
            ink = pool[r.integers(len(pool))]
            ink = transformed(resized(ink, 84), r, hand["slant"] + r.normal(0, .06), r.uniform(.8, 1.15), r.normal(0, .06))
            ink = thickness(resized(ink, height), r, pen)
            if digit == 7 and hand["crossed"]:
                ink = crossed(ink, pen, r)
            if digit == 1 and hand["flagged"]:
                ink = flagged(ink, pen, r, self.varied)
            return ink
        if hand["kind"] == "font":
            font = self.font(hand["font"], 90)
            ink, _ = self.print_word(str(digit), font)
            ink = transformed(ink, r, hand["slant"] * .6 + r.normal(0, .05), r.uniform(.85, 1.2), r.normal(0, .05))
            ink = thickness(resized(cut(ink), height), r, pen)
            return crossed(ink, pen, r) if digit == 7 and hand["crossed"] and hand["cross_font"] else ink
        ink = stroke_digit(digit, height, pen, r, hand["style"] if r.random() < .7 else None, self.varied)
        return transformed(ink, r, hand["slant"] + r.normal(0, .05), r.uniform(.8, 1.2), r.normal(0, .05))

    def hand(self):
        r = self.r
        kind = r.choice(["mnist", "font", "stroke"], p=[.38, .2, .42] if self.varied else [.5, .22, .28])
        return dict(kind=kind, slant=r.normal(.12, .17), crossed=r.random() < .65, flagged=r.random() < .6, cross_font=r.random() < .5,
                    font=self.hands[r.integers(len(self.hands))], style=int(r.integers(1 << 30)))

    def strip(self):
        """A strip and the class of each frame of two columns."""
        r = self.r
        scale = FINE * r.uniform(.84, 1.18)
        capital = CAPITAL * scale
        is_date = r.random() < .55
        font_path = self.prints[r.choice(len(self.prints), p=PRINT_SHARES)]
        italic = font_path["italic"] if is_date and r.random() < .85 else font_path["plain"]
        font = self.font(italic, capital / .66)
        parts = self.date() if is_date else self.number(font_path)
        self.parts = parts
        hand, pen = self.hand(), r.uniform(1.0, 2.6) * scale * (1.25 if r.random() < .2 else 1)
        tall = r.uniform(.8, 1.55)
        lift = r.normal(0, .12) * capital
        if self.varied:
            pen *= r.uniform(.9, 1.6) if r.random() < .35 else 1
            if r.random() < .2: lift = r.uniform(-.8, .25) * capital
        canvas_height, baseline = HEIGHT * FINE, (HEIGHT / 2 + CAPITAL / 2) * FINE + r.normal(0, 1.8) * FINE
        width = 420 * FINE
        canvas, pens = np.zeros((canvas_height, width), np.float32), np.zeros((canvas_height, width), np.float32)
        x = r.uniform(2, 14) * FINE
        marks, words, gaps = [], [], []
        for kind, value in parts:
            if kind == "word":
                ink, base = self.print_word(value, font)
                paste(canvas, ink, x, baseline - base)
                words.append((x + 3, x + ink.shape[1] - 3))
                x += ink.shape[1] - 8
            elif kind == "space":
                x += value * capital
            elif kind == "print":
                for d in value:
                    ink, base = self.print_word(d, font)
                    paste(canvas, ink, x, baseline - base)
                    columns = np.where(ink.max(0) > .3)[0]
                    marks.append((int(d), x + columns[0], x + columns[-1]))
                    x += ink.shape[1] - 8
            elif kind == "pen":
                near = r.uniform(-.12, .45)
                for d in value:
                    height = max(8, capital * tall * r.uniform(.88, 1.12))
                    ink = self.digit(int(d), hand, height, pen)
                    while ink.max() <= .3:   # worn away by a thin pen
                        ink = self.digit(int(d), hand, height, pen)
                    if ink.shape[1] > 1.6 * height or ink.shape[0] > 1.8 * capital * 1.6: ink = resized(ink, capital)
                    y = baseline + lift - ink.shape[0] + r.normal(0, .07) * capital + (tall - 1) * capital * .35
                    paste(pens, ink, x, y)
                    columns = np.where(ink.max(0) > .3)[0]
                    marks.append((int(d), x + columns[0], x + columns[-1]))
                    x += ink.shape[1] + near * capital * .6 * r.uniform(.5, 1.5)
        end = min(width, int(x + r.uniform(2, 14) * FINE))
        self.clutter(canvas, parts, capital, baseline, end, font, marks)
        shade_pen = r.uniform(.55, 1) if r.random() < .5 else 1
        ink = np.maximum(canvas * r.uniform(.75, 1), pens * shade_pen)[:, :end]
        grey = self.scanned(ink)
        return grey, self.frames(grey.shape[1], words, marks)

    def frames(self, width, words, marks):
        count = width // 2
        classes = np.full(count, BLANK, np.uint8)
        to = lambda x: x / FINE / 2
        for left, right in words:
            classes[max(0, int(to(left))):int(np.ceil(to(right)))] = TEXT
        centres = [((left + right) / 2) for _, left, right in marks]
        for (digit, left, right), centre in zip(marks, centres):
            classes[max(0, int(to(left) - 1)):int(np.ceil(to(right) + 1))] = IGNORED
        for i, (digit, left, right) in enumerate(marks):
            near = min([abs(centres[i] - c) for j, c in enumerate(centres) if j != i] + [1e9])
            half = max(.6 * 2 * FINE, min(.22 * (right - left), .22 * near))
            a, b = to(centres[i] - half), to(centres[i] + half)
            a, b = int(np.floor(a)), max(int(np.floor(a)) + 1, int(np.ceil(b)))
            classes[max(0, a):b] = digit
        for i in range(len(marks) - 1):
            if marks[i + 1][1] - marks[i][2] < 3 * 2 * FINE:
                mid = int(to((centres[i] + centres[i + 1]) / 2 if marks[i + 1][1] < marks[i][2] else (marks[i][2] + marks[i + 1][1]) / 2))
                if 0 <= mid < count and classes[mid] == IGNORED: classes[mid] = BLANK
        return classes

    def pen_or_print(self, text, share):
        return ("pen" if self.r.random() < share else "print", text)

    def date(self):
        r = self.r
        day, month, year = str(r.integers(1, 32)), str(r.integers(1, 13)), str(r.integers(1985, 2032))
        if r.random() < .3: day = "".join(str(d) for d in r.integers(0, 10, r.integers(1, 3)))
        if len(day) == 1 and r.random() < .8: day = "0" + day
        if len(month) == 1 and r.random() < .4: month = "0" + month
        least = -.4 if self.varied else -.1
        gap = lambda: ("space", r.uniform(least, .5) if r.random() < .8 else r.uniform(.5, 1.8))
        blank = r.random() < .08
        before = [("word", r.choice(["Nôi,", "Ngãi,", "Chí Minh,", "Bình,", "Tho,", "Lăk,", ",", "An,"])), ("space", .35)] if r.random() < .6 else []
        parts = before + [("word", "ngày"), gap()]
        parts += [("space", 1.2)] if blank else [self.pen_or_print(day, .75)]
        parts += [gap(), ("word", "tháng"), gap(), self.pen_or_print(month, .5), gap(), ("word", "năm"), ("space", r.uniform(.2, .5))]
        parts += [self.pen_or_print(year, .06)]
        return parts

    def number(self, font_path):
        r = self.r
        number = "".join(str(d) for d in r.integers(0, 10, r.choice([1, 2, 3, 4, 5], p=[.08, .32, .32, .22, .06])))
        symbol = "".join(r.choice(list("QĐUBNDCTKHSYTVPTBCGLNMHĐ"), r.integers(2, 6))) + "-" + "".join(r.choice(list("UBNDSTCPVKHX"), r.integers(2, 5)))
        if self.varied and r.random() < .25:
            symbol = r.choice(["PCCC&CNCH-P6", "TTr-P4", "VHTT&DL-VP", "GDĐT&KHCN", "BCH-P5", "&".join(symbol.split("-")), "S&B-X1"])
            chosen = symbol
        else: chosen = None
        symbol = r.choice(["QĐ-UBND", "CT-UBND", "KH-UBND", "UBND-VX", "BC-SNV", "CV-SGDĐT", "TTr-SXD", "TB-VP", symbol, symbol, symbol]) if chosen is None else chosen
        least = -.4 if self.varied else -.1
        gap = lambda: ("space", r.uniform(least, .6) if r.random() < .75 else r.uniform(.6, 2.2))
        label = r.choice(["Số:", "Số", "Số :", "Số:"] if "Free" in font_path["plain"] or "DejaVu" in font_path["plain"] else ["Sô:", "Sô", "Sô :"])
        parts = [("word", label), gap()]
        if r.random() < .08: parts += [("space", 1.5)]
        else: parts += [self.pen_or_print(number, .82)]
        if r.random() < .08: parts += [("word", "/"), self.pen_or_print(str(r.integers(1990, 2030)), .1)]
        parts += [gap(), ("word", ("/" if r.random() < .93 else "-") + symbol[:r.integers(3, 9)])]
        return parts

    def clutter(self, canvas, parts, capital, baseline, end, font, marks):
        r = self.r
        height = canvas.shape[0]
        if r.random() < .15 and marks:   # dotted or ruled underline where one writes
            left, right = min(m[1] for m in marks), marks[-1][2]
            y = int(baseline + r.uniform(-.05, .2) * capital)
            step = int(r.uniform(1.6, 4) * FINE)
            dot = max(1, int(r.uniform(.5, 1.1) * FINE))
            for x in range(int(max(0, left - capital * .5)), int(min(end, right + capital * .5)), step):
                canvas[max(0, min(height - 1, y)):min(height, y + dot), x:x + dot] = 1
        if r.random() < .25:             # a rule above
            y = int(r.uniform(0, .14) * height)
            x = int(r.uniform(-.3, .8) * end)
            canvas[y:y + max(1, int(r.uniform(.6, 1.6) * FINE)), max(0, x):max(0, x + int(r.uniform(.2, .8) * end))] = 1
        for side in (-1, 1):             # the next line of type
            if r.random() < .35:
                text = r.choice(["THÀNH PHỐ HỒ CHÍ MINH", "Độc lập - Tự do - Hạnh phúc", "V/v đăng ký danh sách", "Về việc triển khai thực hiện", "QUYẾT ĐỊNH", "TỈNH QUẢNG NGÃI", "Kính gửi: Sở Nội vụ"])
                ink, base = self.print_word(text, font)
                paste(canvas, ink, r.uniform(-.5, .6) * end, baseline + side * capital * r.uniform(1.8, 2.3) - base)
        if self.varied and r.random() < .15:   # dirt on the glass draws lines down the page
            for _ in range(r.integers(1, 4)):
                x, wide = int(r.uniform(0, end)), int(r.integers(1, 4))
                canvas[:, x:x + wide] = np.maximum(canvas[:, x:x + wide], r.uniform(.15, .7) * (r.random((height, 1)) < r.uniform(.5, 1)))
        if r.random() < .12:             # strokes and stains
            for _ in range(r.integers(1, 4)):
                image = Image.new("L", (end, height))
                x, y = r.uniform(0, end), r.uniform(0, height)
                ImageDraw.Draw(image).line([(x, y), (x + r.normal(0, 12) * FINE, y + r.normal(0, 6) * FINE)], fill=255, width=int(r.uniform(.5, 2) * FINE))
                near = any(left - 8 * FINE < x < right + 8 * FINE for _, left, right in marks)
                if not near:
                    canvas[:, :end] = np.maximum(canvas[:, :end], np.asarray(image, np.float32) / 255)

    def scanned(self, ink):
        """Through scanner, compression and threshold, at its final size; ink 255."""
        r = self.r
        height, width = ink.shape
        image = Image.fromarray((ink * 255).astype(np.uint8))
        if r.random() < .6:
            image = image.transform(image.size, Image.AFFINE, (1, r.normal(0, .01), 0, r.normal(0, .008), 1, 0), Image.BILINEAR)
        if r.random() < .4:              # a coarse scan
            factor = r.uniform(.28, .7)
            image = image.resize((max(8, int(width * factor)), max(8, int(height * factor))), Image.BOX if r.random() < .5 else Image.BILINEAR)
            image = self.spoiled(image)
            image = image.resize((width, height), Image.BICUBIC)
        else:
            image = self.spoiled(image)
        image = image.resize((width // FINE // 2 * 2, HEIGHT), Image.BOX)
        return stretched(np.asarray(image, np.float32))

    def spoiled(self, image):
        r = self.r
        a = np.asarray(image.filter(ImageFilter.GaussianBlur(r.uniform(0, 1.3))), np.float32)
        a = a + r.normal(0, r.uniform(0, 14), a.shape)
        if r.random() < .4:
            a = np.where(a > r.uniform(.3, .65) * np.percentile(a, 98), 255., 0.)
            if r.random() < .3:
                a[r.random(a.shape) < r.uniform(0, .01)] = 255
        return Image.fromarray(np.clip(a, 0, 255).astype(np.uint8))

def stretched(a):
    """Paper 0 and ink 255."""
    low, high = np.percentile(a, 50), np.percentile(a, 99)
    return np.clip((a - low) * (255 / max(high - low, 40)), 0, 255).astype(np.uint8)

def crossed(ink, pen, r):
    """A seven with its crossbar."""
    h, w = ink.shape
    y = int(h * r.uniform(.42, .58))
    row = np.where(ink[y] > .4)[0]
    if len(row) == 0 or h < 6: return ink
    x, reach = row.mean(), h * r.uniform(.15, .35)
    out = np.pad(ink, ((0, 0), (int(reach), int(reach))))
    image = Image.fromarray((out * 255).astype(np.uint8))
    x += int(reach)
    tilt = r.uniform(-.35, .1) * reach
    ImageDraw.Draw(image).line([(x - reach * r.uniform(.6, 1), y - tilt), (x + reach, y + tilt)], fill=255, width=max(1, int(round(pen))))
    return cut(np.asarray(image, np.float32) / 255)

def flagged(ink, pen, r, varied):
    """A one with its upstroke."""
    h, w = ink.shape
    if w > .55 * h or h < 6: return ink
    row = np.where(ink[min(h - 1, int(pen * .5))] > .3)[0]
    x = row[0] if len(row) else w / 2
    reach, drop = h * r.uniform(.15, .45), h * r.uniform(.15, .55)
    if varied: reach, drop = h * r.uniform(.15, .65), h * r.uniform(.2, .85)
    out = np.pad(ink, ((0, 0), (int(reach) + 2, 2)))
    image = Image.fromarray((out * 255).astype(np.uint8))
    x += int(reach) + 2
    ImageDraw.Draw(image).line([(x + pen / 2, pen / 2), (x - reach, drop)], fill=255, width=max(1, int(round(pen))))
    return cut(np.asarray(image, np.float32) / 255)

def paste(canvas, ink, x, y):
    x, y = int(round(x)), int(round(y))
    h, w = canvas.shape
    top, left = max(0, y), max(0, x)
    bottom, right = min(h, y + ink.shape[0]), min(w, x + ink.shape[1])
    if top < bottom and left < right:
        part = ink[top - y:bottom - y, left - x:right - x]
        canvas[top:bottom, left:right] = np.maximum(canvas[top:bottom, left:right], part)

FREE = "/usr/share/fonts/truetype"
PRINTS = [
    dict(plain=f"{FREE}/freefont/FreeSerif.ttf", italic=f"{FREE}/freefont/FreeSerifItalic.ttf"),
    dict(plain=f"{FREE}/liberation/LiberationSerif-Regular.ttf", italic=f"{FREE}/liberation/LiberationSerif-Italic.ttf"),
    dict(plain=f"{FREE}/liberation/LiberationSans-Regular.ttf", italic=f"{FREE}/liberation/LiberationSans-Italic.ttf"),
    dict(plain=f"{FREE}/dejavu/DejaVuSerif.ttf", italic=f"{FREE}/dejavu/DejaVuSerif-Italic.ttf"),
    dict(plain=f"{FREE}/liberation/LiberationSerif-Bold.ttf", italic=f"{FREE}/liberation/LiberationSerif-BoldItalic.ttf"),
]
PRINT_SHARES = [.5, .32, .06, .04, .08]

def hands(folder):
    """Fonts that look like handwriting, of the packages of Fontsource in a folder."""
    found = []
    for path in sorted(glob.glob(f"{folder}/*")):
        name = os.path.basename(path)
        found += glob.glob(f"{path}/files/{name}-latin-400-normal.woff") or glob.glob(f"{path}/files/{name}-latin-*-normal.woff")[:1]
    return found
