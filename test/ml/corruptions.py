"""Writes corruptions.json: what SciPy and Pillow make of the pictures of corruptions.test.ts.

Run with any Python that has NumPy, SciPy and Pillow: python3 test/ml/corruptions.py. The tests read the file and need neither.
Strengths are those of CIFAR-10-C (Hendrycks and Dietterich 2019).
"""
import colorsys
import json
import pathlib

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter


def picture(height, width, channels):
    """Numbers from 0 to 1 from integers alone, so that any language can make them again."""
    i = np.arange(height * width * channels, dtype=np.int64)
    return (((i * i * 31 + i * 7919) % 2003) / 2002).astype(np.float32).reshape(height, width, channels)


def contrast(x, level):
    factor = [0.75, 0.5, 0.4, 0.3, 0.15][level]
    mean = x.mean(axis=(0, 1), keepdims=True)
    return np.clip((x - mean) * factor + mean, 0, 1)


def blur(x, level):
    sigma = [0.4, 0.6, 0.7, 0.8, 1][level]
    return np.clip(gaussian_filter(x, (sigma, sigma, 0), mode="nearest", truncate=4), 0, 1)


def brightness(x, level):
    amount = [0.05, 0.1, 0.15, 0.2, 0.3][level]

    def brighter(pixel):
        r, g, b = np.repeat(pixel, 3 // len(pixel))
        h, s, v = colorsys.rgb_to_hsv(r, g, b)
        return colorsys.hsv_to_rgb(h, s, min(1, v + amount))[: len(pixel)]

    return np.apply_along_axis(brighter, 2, x)


def pixelate(x, level):
    share = [0.95, 0.9, 0.85, 0.75, 0.65][level]
    height, width, channels = x.shape
    small = (int(width * share), int(height * share))

    def plane(values):
        image = Image.fromarray(values.astype(np.float32), mode="F")
        return np.asarray(image.resize(small, Image.BOX).resize((width, height), Image.BOX))

    return np.stack([plane(x[:, :, c]) for c in range(channels)], axis=2)


def sampled(x):
    """Mean, mean square, and every 97th number."""
    flat = x.reshape(-1)
    return {
        "mean": float(flat.mean()),
        "square": float((flat**2).mean()),
        "values": [round(float(v), 7) for v in flat[::97]],
    }


made = {}
for shape in [(28, 28, 1), (32, 32, 3)]:
    x = picture(*shape).astype(np.float64)
    made["x".join(map(str, shape))] = {
        name: [sampled(corruption(x, level)) for level in range(5)]
        for name, corruption in [
            ("contrast", contrast),
            ("blur", blur),
            ("brightness", brightness),
            ("pixelate", pixelate),
        ]
    }

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(made, indent=1) + "\n")
