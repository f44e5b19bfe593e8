"""The yardstick: net B in PyTorch, one thread, on the processor. Prints median processor times in milliseconds as JSON."""

import json
import statistics
import sys
import time

import torch
import torch.nn.functional as functional
from torch import nn

BATCH, REPEATS = int(sys.argv[1]), int(sys.argv[2])

torch.set_num_threads(1)
torch.manual_seed(0)
net = nn.Sequential(
    *(nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),
    *(nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),
    *(nn.Flatten(), nn.Linear(7 * 7 * 32, 64), nn.ReLU(), nn.Linear(64, 10)),
)
images = torch.rand(BATCH, 1, 28, 28)
labels = torch.randint(10, (BATCH,))
descent = torch.optim.SGD(net.parameters(), lr=0.05)


def train():
    descent.zero_grad()
    loss = functional.cross_entropy(net(images), labels)
    loss.backward()
    descent.step()
    return loss.item()


def forward():
    with torch.no_grad():
        return net(images).sum().item()


def input_gradient():
    moved = images.clone().requires_grad_(True)
    (gradient,) = torch.autograd.grad(functional.cross_entropy(net(moved), labels), moved)
    return gradient.sum().item()


def median(work):
    for _ in range(REPEATS // 4 + 1):
        work()
    times = []
    for _ in range(REPEATS):
        before = time.process_time()
        work()
        times.append(1000 * (time.process_time() - before))
    return statistics.median(times)


print(
    json.dumps(
        {
            "version": torch.__version__,
            "train": median(train),
            "forward": median(forward),
            "inputGradient": median(input_gradient),
        }
    )
)
