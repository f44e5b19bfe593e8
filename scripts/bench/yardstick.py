"""The yardstick: the bench's work in PyTorch, one thread, on the processor. Prints median processor times in milliseconds as JSON; writes net B as a model file where one is named."""

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


def median(work, block=1):
    times = []
    for _ in range(2 * REPEATS):
        before = time.process_time()
        for _ in range(block):
            work()
        times.append(1000 * (time.process_time() - before) / block)
    return statistics.median(times[-REPEATS:])


def net_b_layers():
    return nn.Sequential(
        *(nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Flatten(), nn.Linear(7 * 7 * 32, 64), nn.ReLU(), nn.Linear(64, 10)),
    )


def net_b():
    net = net_b_layers()
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

    return train, forward, input_gradient


def dqn():
    net = nn.Sequential(
        *(nn.Linear(50, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 4))
    )
    states, targets = torch.randn(32, 50), torch.randn(32)
    actions = torch.randint(4, (32, 1))
    adam = torch.optim.Adam(net.parameters(), lr=1e-3)

    def update():
        adam.zero_grad()
        loss = functional.mse_loss(net(states).gather(1, actions).squeeze(1), targets)
        loss.backward()
        adam.step()
        return loss.item()

    return update


def char_lstm():
    table, lstm, out = nn.Embedding(64, 64), nn.LSTM(64, 128), nn.Linear(128, 64)
    parameters = [*table.parameters(), *lstm.parameters(), *out.parameters()]
    adam = torch.optim.Adam(parameters, lr=2e-3)
    text = torch.randint(64, (40, 32))
    following = ((text + 1) % 64).reshape(-1)

    def update():
        adam.zero_grad()
        states, _ = lstm(table(text))
        loss = functional.cross_entropy(out(states).reshape(-1, 64), following)
        loss.backward()
        adam.step()
        return loss.item()

    return update


if len(sys.argv) > 3:
    images = torch.rand(BATCH, 1, 28, 28)
    torch.onnx.export(net_b_layers(), images, sys.argv[3], input_names=["images"])
    sys.exit()

train, forward, input_gradient = net_b()
print(
    json.dumps(
        {
            "train": median(train),
            "forward": median(forward),
            "inputGradient": median(input_gradient),
            "dqn": median(dqn(), block=100),
            "lstm": median(char_lstm()),
        }
    )
)
