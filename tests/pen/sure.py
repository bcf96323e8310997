#!/usr/bin/env python3
"""How often the readers of digits are right where they are sure, on strips of held-out digits. No part of a build or a test.

    ./sure.py [STRIPS]        after what train.py says to install

Decodes and accepts as src/read/ocr/pen.rs does, and prints how many strips each net alone and both together read, and how many
of these wrongly. The strips are varied ones; a fifth of the hands; each is also seen larger, smaller, lower and higher.
"""
import sys

import jax
import numpy as np
from PIL import Image

import strips
import train

VIEWS = [(1, 0), (.9, 0), (1.1, 0), (1, -.1), (1, .1)]
POSSIBLE, LIKELY, LEAST_SURE = .25, .5, .5
BOTH_SURE, ONE_SURE, SEEN = .6, .75, .4
COLUMNS = 448
DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def made(count):
    """Strips with digits by pen, and the digits of each run on them."""
    hands = strips.hands(f"{train.HERE}/node_modules/@fontsource")[::5]
    maker = strips.Maker(train.digits("t10k"), hands, strips.PRINTS, 4242, True)
    found = []
    while len(found) < count:
        strip, _ = maker.strip()
        if any(kind == "pen" for kind, _ in maker.parts):
            found.append((strip, [value for kind, value in maker.parts if kind in ("pen", "print")]))
    return found


def view(strip, larger, lower):
    height, width = strip.shape
    shift = (larger, 0, 0, 0, larger, height / 2 * (1 - larger) + lower * strips.CAPITAL)
    size = (int(width / larger) // 2 * 2, height)
    return np.asarray(Image.fromarray(strip).transform(size, Image.AFFINE, shift, Image.BILINEAR))[:, :COLUMNS]


def runs(places):
    """Runs of type, and runs of digits with how sure each is."""
    stands = np.where(places[:, :10].sum(1) >= POSSIBLE, "digit", np.where(places[:, 10] >= LIKELY, "type", "paper"))
    found, at = [], 0
    while at < len(stands):
        end = at
        while end < len(stands) and stands[end] == stands[at]:
            end += 1
        if stands[at] == "type" and (not found or found[-1] != "type"):
            found.append("type")
        if stands[at] == "digit":
            if not found or found[-1] == "type":
                found.append([])
            whole = places[at:end, :10].sum(0)
            best = int(whole.argmax())
            found[-1].append((str(best), places[at:end, best].max() * whole[best] / whole.sum()))
        at = end
    return found


def text(figures):
    return ["".join(digit for digit, _ in run) for run in figures]


def figures(runs):
    """Runs of digits in an order that a number line or a day line can have; `None` for one that may be half of two."""
    typed = ["type" if run == "type" or max(sure for _, sure in run) < LEAST_SURE else run for run in runs]
    runs = [run for before, run in zip([None, *typed], typed) if run != "type" or before != "type"]
    order = ["type" if run == "type" else "digits" for run in runs]
    own = [run for run in runs if run != "type"]
    said = text(own)
    if order == ["type", "digits", "type"]:
        return own if 1 < len(said[0]) <= 5 else None
    if order not in (["type", "digits"] * 3, ["type", "digits"] * 3 + ["type"]):
        return None
    day, month, year = said
    is_day = len(day) == 2 and len(month) <= 2 and 1 <= int(month) <= 12 and 1 <= int(day) <= DAYS[int(month) - 1]
    return own if is_day and (len(month) > 1 or month > "2") and len(year) == 4 and year[0] in "12" else None


def reading(see, strip):
    """The digits on which most views agree, and how sure they are."""
    views = [view(strip, *wish) for wish in VIEWS]
    inks = np.stack([np.pad(seen, ((0, 0), (0, COLUMNS - seen.shape[1]))) for seen in views])
    seen = [figures(runs(places[:view.shape[1] // 2])) for places, view in zip(np.asarray(see(inks)), views)]
    same = [other for other in seen if other and seen[0] and text(other) == text(seen[0])]
    if len(same) < 4:
        return None, 0
    return text(seen[0]), np.mean([[sure for run in other for _, sure in run] for other in same], 0).min()


def believed(one, other):
    less, more = sorted([one, other], key=lambda reading: reading[1])
    least = BOTH_SURE if less[0] == more[0] and less[1] >= BOTH_SURE else ONE_SURE
    is_denied = less[0] != more[0] and less[1] >= SEEN
    return more[0] if more[1] >= least and not is_denied else None


def main():
    nets = [train.read(name) for name in train.LAYERS]
    sees = [jax.jit(lambda ink, layers=layers: jax.nn.softmax(train.net(layers, ink))) for layers in nets]
    read = {"small": [], "large": [], "both": []}
    found = made(int(sys.argv[1]) if len(sys.argv) > 1 else 2400)
    for strip, written in found:
        one, other = [reading(see, strip) for see in sees]
        alone = [said if sure >= ONE_SURE else None for said, sure in (one, other)]
        for name, said in zip(read, [*alone, believed(one, other)]):
            if said:
                read[name].append(said == written)
    for name, right in read.items():
        print(f"{name}: {len(right)} of {len(found)} read, {right.count(False)} of them wrongly")


if __name__ == "__main__":
    main()
