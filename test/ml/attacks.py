"""Writes attacks.json: what native PyTorch, in 64-bit floats, makes of single attack steps on a small two-layer network.

Run with any Python that has PyTorch: python3 test/ml/attacks.py. The tests read the file and need no PyTorch.
"""
import json
import math
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)

EPSILON = 0.4


def values(salt, *shape):
    """Numbers in [-0.5, 0.5) from integers alone, so that any language can make them again."""
    i = torch.arange(math.prod(shape), dtype=torch.int64)
    return ((((i * i * 31 + i * 7919 + salt * 104729) % 2003) / 2003) - 0.5).reshape(shape)


class Net:
    """36 inputs, 8 features, 4 classes."""

    def __init__(self, salt):
        self.hidden, self.output = values(salt, 36, 8), values(salt + 1, 8, 4) * 3

    def features(self, x):
        return torch.tanh(x.flatten(1) @ self.hidden)

    def logits(self, x):
        return self.features(x) @ self.output


NET, OTHERS = Net(1), [Net(11), Net(21)]
IMAGES = values(9, 3, 6, 6, 1) * 0.6 + 0.5
START = values(8, 3, 6, 6, 1) * 0.7 + 0.5
LABELS = torch.tensor([3, 0, 2])
TARGETS = (LABELS + 1) % 4


def gradient(loss, x):
    x = x.clone().requires_grad_()
    (found,) = torch.autograd.grad(loss(x), x)
    return found


def towards(x):
    return F.cross_entropy(NET.logits(x), TARGETS)


def away(x):
    return -F.cross_entropy(NET.logits(x), LABELS)


def alone(x):
    others = sum(F.cross_entropy(f.logits(x), LABELS) for f in OTHERS) / len(OTHERS)
    return towards(x) + others


def ratio(x):
    """The difference of logits ratio of each image, through PyTorch's own sorting."""
    z = NET.logits(x)
    ordered = z.sort(dim=1, descending=True).values
    own = z[torch.arange(3), LABELS]
    other = torch.where(z.argmax(1) == LABELS, ordered[:, 1], ordered[:, 0])
    return (other - own) / (ordered[:, 0] - ordered[:, 2])


def unit(g):
    return F.normalize(g.flatten(1), dim=1).view_as(g)


def l2(loss, size):
    offset = IMAGES - size * unit(gradient(loss, IMAGES)) - START
    offset = offset.flatten(1).renorm(2, 0, EPSILON).view_as(START)
    return (START + offset).clamp(0, 1)


def linf(loss, size):
    moved = IMAGES - size * gradient(loss, IMAGES).sign()
    return torch.min(torch.max(moved, START - EPSILON), START + EPSILON).clamp(0, 1)


def feature(size):
    wanted = NET.features(START)
    distance = lambda x: (NET.features(x) - wanted).norm(dim=1).sum()
    moved = (IMAGES - size * unit(gradient(distance, IMAGES))).clamp(0, 1)
    return {
        "before": (NET.features(IMAGES) - wanted).norm(dim=1).tolist(),
        "moved": numbers(moved),
    }


def numbers(tensor):
    return tensor.flatten().tolist()


made = {
    name: {kind: numbers(step(loss, 0.3)) for kind, step in [("l2", l2), ("linf", linf)]}
    for name, loss in [("targeted", towards), ("untargeted", away), ("untransferable", alone)]
}
made["fastGradientSign"] = numbers((IMAGES - 0.1 * gradient(away, IMAGES).sign()).clamp(0, 1))
made["ratio"] = {
    "values": numbers(ratio(IMAGES)),
    "gradient": numbers(gradient(lambda x: ratio(x).sum(), IMAGES)),
}
made["lossGradient"] = numbers(gradient(towards, IMAGES))
made["logitGradient"] = numbers(
    gradient(lambda x: NET.logits(x)[torch.arange(3), TARGETS].sum(), IMAGES)
)
made["feature"] = feature(0.5)

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(made) + "\n")
