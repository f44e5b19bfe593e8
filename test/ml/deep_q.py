"""One batch of deep Q-learning in PyTorch: loss, gradients, and the parameters after three steps of Adam. Writes deep-q.json beside this file."""

import json
from pathlib import Path

import torch

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)
sizes = [3, 5, 4, 2]
observations = torch.tensor([[0.0, 1.0, -0.5], [2.0, 0.0, 0.0], [0.0, 1.0, -0.5], [0.3, -0.7, 1.1]])
actions = torch.tensor([0, 1, 1, 1])
targets = torch.tensor([0.5, -1.0, 2.0, 0.25])
kernels = [torch.randn(a, b, requires_grad=True) for a, b in zip(sizes, sizes[1:])]
biases = [torch.randn(b, requires_grad=True) for b in sizes[1:]]
parameters = [p for pair in zip(kernels, biases) for p in pair]
start = torch.cat([p.detach().flatten() for p in parameters]).tolist()


def values(x):
    for i, (kernel, bias) in enumerate(zip(kernels, biases)):
        x = x @ kernel + bias
        if i < len(kernels) - 1:
            x = torch.relu(x)
    return x


def loss():
    chosen = values(observations).gather(1, actions[:, None])[:, 0]
    return torch.nn.functional.mse_loss(chosen, targets)


optimiser = torch.optim.Adam(parameters, lr=0.01)
losses, gradient = [], None
for _ in range(3):
    optimiser.zero_grad()
    value = loss()
    value.backward()
    if gradient is None:
        gradient = torch.cat([p.grad.flatten() for p in parameters]).tolist()
    losses.append(value.item())
    optimiser.step()

fixture = {
    "sizes": sizes,
    "observations": observations.tolist(),
    "actions": actions.tolist(),
    "targets": targets.tolist(),
    "parameters": start,
    "gradient": gradient,
    "losses": losses,
    "after": torch.cat([p.detach().flatten() for p in parameters]).tolist(),
}
Path(__file__).with_name("deep-q.json").write_text(json.dumps(fixture) + "\n")
