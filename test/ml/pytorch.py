"""Writes pytorch.json: what native PyTorch, in 64-bit floats, computes for the networks of src/ml and the recurrent layer.

Run with any Python that has PyTorch: python3 test/ml/pytorch.py. The tests read the file and need no PyTorch.
"""
import json
import math
import pathlib

import torch
import torch.nn.functional as F

from integer_values import values

torch.set_default_dtype(torch.float64)


def kernel(salt, *shape):
    fan_in = math.prod(shape[:-1])
    return (values(salt, *shape) * math.sqrt(24 / fan_in)).requires_grad_()


def bias(salt, length):
    return (values(salt, length) * 0.2).requires_grad_()


def mlp():
    weights = {
        "hidden.kernel": kernel(1, 784, 128),
        "hidden.bias": bias(2, 128),
        "output.kernel": kernel(3, 128, 10),
        "output.bias": bias(4, 10),
    }

    def logits(images):
        active = F.relu(images.reshape(-1, 784) @ weights["hidden.kernel"] + weights["hidden.bias"])
        return active @ weights["output.kernel"] + weights["output.bias"]

    return weights, logits


def conv():
    weights = {
        "first.kernel": kernel(1, 3, 3, 1, 16),
        "first.bias": bias(2, 16),
        "second.kernel": kernel(3, 3, 3, 16, 32),
        "second.bias": bias(4, 32),
        "hidden.kernel": kernel(5, 1568, 64),
        "hidden.bias": bias(6, 64),
        "output.kernel": kernel(7, 64, 10),
        "output.bias": bias(8, 10),
    }

    def convolved(x, name):
        w = weights[f"{name}.kernel"].permute(3, 2, 0, 1)
        return F.max_pool2d(F.relu(F.conv2d(x, w, weights[f"{name}.bias"], padding=1)), 2)

    def logits(images):
        x = convolved(convolved(images.permute(0, 3, 1, 2), "first"), "second")
        x = x.permute(0, 2, 3, 1).reshape(-1, 1568)
        x = F.relu(x @ weights["hidden.kernel"] + weights["hidden.bias"])
        return x @ weights["output.kernel"] + weights["output.bias"]

    return weights, logits


def sampled(tensor):
    """The length, and seven values spread over the tensor."""
    flat = tensor.detach().reshape(-1)
    return {
        "length": flat.norm().item(),
        "values": [flat[i * (len(flat) - 1) // 6].item() for i in range(7)],
    }


IMAGES = values(9, 4, 28, 28, 1) + 0.5
LABELS = torch.tensor([3, 0, 7, 2])
TARGETS = (LABELS + 1) % 10


def gradients(make):
    weights, logits = make()
    said = logits(IMAGES)
    loss = F.cross_entropy(said, LABELS)
    loss.backward()
    return {
        "logits": said.tolist(),
        "loss": loss.item(),
        "gradients": {name: sampled(weight.grad) for name, weight in weights.items()},
    }


def adam(make, steps=8, rate=0.002):
    """The loss after each full-batch step under Adam and a half cosine to zero."""
    weights, logits = make()
    optimizer = torch.optim.Adam(weights.values(), lr=rate)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=steps)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        F.cross_entropy(logits(IMAGES), LABELS).backward()
        optimizer.step()
        schedule.step()
        losses.append(F.cross_entropy(logits(IMAGES), LABELS).item())
    return losses


def attack(make, epsilon=1.5, steps=6):
    """Projected gradient descent in L2 towards TARGETS, image by image."""
    _, logits = make()
    images = IMAGES.clone()
    losses = []
    for _ in range(steps):
        images.requires_grad_()
        (gradient,) = torch.autograd.grad(F.cross_entropy(logits(images), TARGETS), images)
        with torch.no_grad():
            unit = gradient / gradient.flatten(1).norm(dim=1).view(-1, 1, 1, 1)
            offset = images - 2.5 * epsilon / steps * unit - IMAGES
            offset = offset.flatten(1).renorm(2, 0, epsilon).view_as(IMAGES)
            images = (IMAGES + offset).clamp(0, 1)
        losses.append(F.cross_entropy(logits(images), TARGETS).item())
    return {"losses": losses, "moved": sampled(images - IMAGES)}


def native(make):
    return {**gradients(make), "adam": adam(make), "attack": attack(make)}


def gru(steps=4, batch=3, features=6, units=5):
    """The states of torch.nn.GRU, and the gradients of the sum of their squares; kernels as [from, 3 * units]."""
    layer = torch.nn.GRU(features, units)
    made = [values(salt, *weight.shape) * 2 for salt, weight in enumerate(layer.parameters(), 21)]
    for weight, numbers in zip(layer.parameters(), made):
        weight.data = numbers
    states, _ = layer(values(20, steps, batch, features) * 4)
    (states**2).sum().backward()
    return {
        "states": states.reshape(-1).tolist(),
        "inputKernel": layer.weight_ih_l0.grad.T.reshape(-1).tolist(),
        "kernel": layer.weight_hh_l0.grad.T.reshape(-1).tolist(),
        "bias": layer.bias_hh_l0.grad[2 * units :].tolist(),
    }


path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"mlp": native(mlp), "conv": native(conv), "gru": gru()}, indent=1) + "\n")
