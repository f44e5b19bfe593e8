"""Writes numpy-reference.json: what NumPy computes for src/ml/fourier.ts, eigen.ts,
singular-values.ts and least-squares.ts.

Run with any Python that has NumPy: python3 test/ml/numpy-reference.py. The tests read the file and need no NumPy.
"""
import json
import math
import pathlib

import numpy as np


def values(salt, *shape):
    """Numbers in [-0.5, 0.5) from integers alone, as integer-values.ts makes them."""
    i = np.arange(math.prod(shape), dtype=np.int64)
    exact = ((i * i * 31 + i * 7919 + salt * 104729) % 2003) / 2003 - 0.5
    return exact.astype(np.float32).astype(np.float64).reshape(shape)


def fourier():
    images = values(1, 2, 5, 6, 2)
    spectrum = np.fft.fft2(images, axes=(1, 2))
    u, v = np.meshgrid(np.fft.fftfreq(5, 1 / 5), np.fft.fftfreq(6, 1 / 6), indexing="ij")
    mask = (np.hypot(u, v) > 1) & (np.hypot(u, v) <= 2)
    band = np.fft.ifft2(spectrum * mask[None, :, :, None], axes=(1, 2))
    return {
        "real": spectrum.real.ravel().tolist(),
        "imaginary": spectrum.imag.ravel().tolist(),
        "band": band.real.ravel().tolist(),
    }


def symmetric(n):
    a = values(2, n, n)
    return a + a.T


def positive(n):
    a = values(3, n, n)
    return a @ a.T + np.eye(n)


tall = values(4, 9, 5)
wide = values(5, 4, 7)
right = values(6, 9, 2)
written = {
    "fourier": fourier(),
    "eigenvalues": np.linalg.eigvalsh(symmetric(12))[::-1].tolist(),
    "singularValues": np.linalg.svd(tall, compute_uv=False).tolist(),
    "solved": np.linalg.solve(positive(6), values(7, 6, 2)).ravel().tolist(),
    "leastSquares": np.linalg.lstsq(tall, right, rcond=None)[0].ravel().tolist(),
    "shortest": np.linalg.lstsq(wide, values(8, 4, 1), rcond=None)[0].ravel().tolist(),
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(written, indent=1) + "\n")
