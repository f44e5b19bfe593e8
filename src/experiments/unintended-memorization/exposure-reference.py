"""Writes exposure-reference.json: what SciPy computes for skew-normal.ts and exposure.ts.

Run with any Python that has NumPy and SciPy. The tests read the file and need neither.
"""
import json
import pathlib

import numpy as np
from scipy import integrate
from scipy.special import log_ndtr
from scipy.stats import skewnorm


def bits(x, location, scale, shape):
    """-log2 of the probability up to x, by adaptive quadrature relative to the density at x or at the middle."""
    z = (x - location) / scale
    density = lambda t: np.log(2) - t * t / 2 - np.log(2 * np.pi) / 2 + log_ndtr(shape * t)
    peak = max(density(t) for t in np.linspace(z - 12, z, 4000))
    total, _ = integrate.quad(lambda t: np.exp(density(t) - peak), z - 12, z, points=[z - 1, z - 0.1, z - 0.01], limit=500)
    return float(-(peak + np.log(total)) / np.log(2))


cases = [
    {"location": location, "scale": scale, "shape": shape, "x": x}
    for location, scale, shape in [(0, 1, 0), (0, 1, 4), (0, 1, -3), (18, 2.5, 1.5), (15, 1, -0.7)]
    for x in [location + scale * z for z in (-9, -4, -1.5, 0, 0.8, 3)]
]
for case in cases:
    case["bits"] = bits(**case)
    direct = skewnorm.cdf(case["x"], case["shape"], case["location"], case["scale"])
    if direct > 1e-6:
        assert abs(case["bits"] + np.log2(direct)) < 1e-6, (case, direct)

# A sample's skew normal by maximum likelihood, as TensorFlow Privacy's exposures.py fits it.
drawn = skewnorm.rvs(2.5, 17, 2, size=2000, random_state=1).round(3)
shape, location, scale = skewnorm.fit(drawn)
fit = {
    "sample": drawn.tolist(),
    "likelihood": [
        {"x": x, "exposure": bits(x, location, scale, shape)} for x in (16, 15.5, 15, 14.5, 14, 13)
    ],
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"cases": cases, "fit": fit}) + "\n")
