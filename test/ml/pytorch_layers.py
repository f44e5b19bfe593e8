"""Writes pytorch-layers.json: what native PyTorch, in 64-bit floats, computes for the layers, networks and optimisers of src/ml.

Run with any Python that has PyTorch: python3 test/ml/pytorch_layers.py. The tests read the file and need no PyTorch.
"""
import json
import pathlib

import torch
import torch.nn.functional as F

from integer_values import values

torch.set_default_dtype(torch.float64)


def differentiated(shapes, compute):
    """What `compute` gives for weights of `shapes`, made of the salts 1, 2 …, and their gradients under a loss with another slope for each number."""
    weights = {name: values(i + 1, *shape).requires_grad_() for i, (name, shape) in enumerate(shapes.items())}
    given = compute(weights)
    (given * values(99, *given.shape)).sum().backward()
    return {
        "shapes": shapes,
        "given": given.reshape(-1).tolist(),
        "gradients": {name: weight.grad.reshape(-1).tolist() for name, weight in weights.items()},
    }


def convolved(weights, name, x, stride=1):
    """A convolution of [batch, height, width, channels], padded as TensorFlow's "same" does: what is odd goes to the end."""
    kernel = weights[f"{name}.kernel"]

    def padding(length, side):
        total = max((-(-length // stride) - 1) * stride + side - length, 0)
        return [total // 2, total - total // 2]

    pads = padding(x.shape[2], kernel.shape[1]) + padding(x.shape[1], kernel.shape[0])
    padded = F.pad(x.permute(0, 3, 1, 2), pads)
    return F.conv2d(padded, kernel.permute(3, 2, 0, 1), weights[f"{name}.bias"], stride).permute(0, 2, 3, 1)


def pooled(x):
    return F.max_pool2d(x.permute(0, 3, 1, 2), 2, ceil_mode=True).permute(0, 2, 3, 1)


def dense(weights, name, x):
    return x.reshape(len(x), -1) @ weights[f"{name}.kernel"] + weights[f"{name}.bias"]


def block(weights, name, x, halves):
    stride = 2 if halves else 1
    change = convolved(weights, f"{name}.out", F.relu(convolved(weights, f"{name}.in", x, stride)))
    return F.relu(change + (convolved(weights, f"{name}.shortcut", x, 2) if halves else x))


def layer(name, *kernel):
    return {f"{name}.kernel": kernel, f"{name}.bias": kernel[-1:]}


def residual(side, start, end):
    halves = start != end
    shapes = {"x": (2, side, side, start)} | layer("block.in", 3, 3, start, end) | layer("block.out", 3, 3, end, end)
    shapes |= layer("block.shortcut", 1, 1, start, end) if halves else {}
    return differentiated(shapes, lambda w: block(w, "block", w["x"], halves))


IMAGES = {"x": (2, 7, 6, 2)}


def strided_net():
    def logits(w):
        first = F.relu(convolved(w, "first", w["x"], 2))
        second = F.relu(convolved(w, "second", first, 2))
        return dense(w, "output", F.relu(dense(w, "hidden", second)))

    shapes = layer("first", 5, 5, 2, 3) | layer("second", 5, 5, 3, 4) | layer("hidden", 16, 5) | layer("output", 5, 3)
    return differentiated(IMAGES | shapes, logits)


def pooled_net():
    def logits(w):
        first = pooled(F.relu(convolved(w, "first", w["x"])))
        second = pooled(F.relu(convolved(w, "second", first)))
        return dense(w, "output", F.relu(dense(w, "hidden", second)))

    shapes = layer("first", 3, 3, 2, 3) | layer("second", 3, 3, 3, 4) | layer("hidden", 16, 5) | layer("output", 5, 3)
    return differentiated(IMAGES | shapes, logits)


def residual_net():
    def logits(w):
        seen = F.relu(convolved(w, "first", w["x"], 2))
        return dense(w, "output", block(w, "block2", block(w, "block1", seen, False), True).mean((1, 2)))

    shapes = layer("first", 3, 3, 2, 3) | layer("block1.in", 3, 3, 3, 3) | layer("block1.out", 3, 3, 3, 3)
    shapes |= layer("block2.in", 3, 3, 3, 4) | layer("block2.out", 3, 3, 4, 4) | layer("block2.shortcut", 1, 1, 3, 4)
    return differentiated(IMAGES | shapes | layer("output", 4, 3), logits)


def deep_net():
    def logits(w):
        return dense(w, "output", F.relu(dense(w, "hidden2", F.relu(dense(w, "hidden", w["x"])))))

    return differentiated(IMAGES | layer("hidden", 84, 6) | layer("hidden2", 6, 5) | layer("output", 5, 3), logits)


def batch_norm():
    """Two batches in training, the second differentiated, and the same batch again with the running moments."""
    shapes = {"x": (6, 4, 4, 3), "norm.scale": (3,), "norm.shift": (3,)}
    mean, variance = torch.zeros(3), torch.ones(3)

    def norm(w, is_training):
        x = w["x"].permute(0, 3, 1, 2)
        return F.batch_norm(x, mean, variance, w["norm.scale"], w["norm.shift"], is_training).permute(0, 2, 3, 1)

    norm({"x": values(33, 6, 4, 4, 3) * 3, "norm.scale": torch.ones(3), "norm.shift": torch.zeros(3)}, True)
    training = differentiated(shapes, lambda w: norm(w, True))
    moments = {"mean": mean.tolist(), "variance": variance.tolist()}
    return {"training": training, "moments": moments, "running": differentiated(shapes, lambda w: norm(w, False))}


def embedding():
    return differentiated({"words.table": (7, 3)}, lambda w: F.embedding(torch.tensor([[0, 2], [2, 6]]), w["words.table"]))


def recurrent(make, gates, steps=4, batch=3, features=6, units=5):
    """A recurrent layer; of its two biases the second is zero but for the candidate of a gated recurrent unit, which has both."""
    native = make(features, units)
    shapes = {"x": (steps, batch, features), "layer.kernel": (features, gates * units)}
    shapes |= {"layer.recurrent": (units, gates * units), "layer.bias": (gates * units,)}
    shapes |= {"layer.candidate": (units,)} if gates == 3 else {}
    x, kernel, recurrence, bias, *candidate = [values(i + 1, *shape) for i, shape in enumerate(shapes.values())]
    x.requires_grad_()
    native.weight_ih_l0.data = kernel.T.contiguous()
    native.weight_hh_l0.data = recurrence.T.contiguous()
    native.bias_ih_l0.data = bias
    native.bias_hh_l0.data = torch.cat([torch.zeros(gates * units - units * len(candidate)), *candidate])
    states, _ = native(x)
    (states * values(99, *states.shape)).sum().backward()
    second = [native.bias_hh_l0.grad[2 * units :]] if candidate else []
    gradients = [x.grad, native.weight_ih_l0.grad.T, native.weight_hh_l0.grad.T, native.bias_ih_l0.grad, *second]
    return {
        "shapes": shapes,
        "given": states.reshape(-1).tolist(),
        "gradients": {name: gradient.reshape(-1).tolist() for name, gradient in zip(shapes, gradients)},
    }


def optimised(make):
    """Two weights after each of five steps under made-up gradients, at a rate that changes."""
    weights = [values(70, 4), values(71, 2, 3)]
    optimiser = make(weights)
    history = []
    for step in range(5):
        for i, weight in enumerate(weights):
            weight.grad = values(80 + 2 * step + i, *weight.shape)
        optimiser.param_groups[0]["lr"] = 0.1 / (1 + step)
        optimiser.step()
        history.append([number for weight in weights for number in weight.reshape(-1).tolist()])
    return history


native = {
    "residual": residual(5, 3, 3),
    "halving": residual(6, 3, 4),
    "halvingOdd": residual(7, 3, 4),
    "stridedNet": strided_net(),
    "pooledNet": pooled_net(),
    "residualNet": residual_net(),
    "deepNet": deep_net(),
    "globalAverage": differentiated({"x": (2, 5, 3, 4)}, lambda w: w["x"].mean((1, 2))),
    "embedding": embedding(),
    "lstm": recurrent(torch.nn.LSTM, 4),
    "gru": recurrent(torch.nn.GRU, 3),
    "batchNorm": batch_norm(),
    "optimisers": {
        "sgd": optimised(lambda weights: torch.optim.SGD(weights, lr=0.1, momentum=0.9, weight_decay=0.2)),
        "adam": optimised(torch.optim.Adam),
        "adamw": optimised(lambda weights: torch.optim.AdamW(weights, weight_decay=0.2)),
    },
}
path = pathlib.Path(__file__).with_name("pytorch-layers.json")
path.write_text(json.dumps(native, indent=1) + "\n")
