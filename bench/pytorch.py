"""Times a step of the same networks in PyTorch; prints one JSON object of seconds for 10,000 segments, by network.

Used by training.ts, which names the number of threads.
"""

import json
import sys
import time

import torch
from torch import nn

SEGMENTS = 10_000
GENRES = 10


class Recurrent(nn.Module):
    """Three LSTM layers of 64, a dense layer on the last step."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(13, 64, num_layers=3, batch_first=True)
        self.head = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Dropout(0.3), nn.Linear(64, GENRES))

    def forward(self, x):
        states, _ = self.lstm(x)
        return self.head(states[:, -1])


def dense():
    layers, inputs = [], 57
    for units in (100, 64, 32):
        layers += [nn.Linear(inputs, units), nn.ReLU(), nn.Dropout(0.2)]
        inputs = units
    return nn.Sequential(*layers, nn.Linear(inputs, GENRES))


def convolutional():
    layers, inputs = [], 1
    for channels in (16, 32, 64, 128):
        convolution = nn.Conv2d(inputs, channels, 3, padding=1, bias=False)
        layers += [convolution, nn.BatchNorm2d(channels), nn.ReLU(), nn.MaxPool2d(2)]
        inputs = channels
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(inputs, GENRES))


def seconds(network, shape, batch, steps):
    """The fastest step, times the steps of an epoch."""
    optimiser = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=1e-4)
    inputs = torch.randn(batch, *shape)
    labels = torch.arange(batch) % GENRES
    fastest = float("inf")
    for _ in range(steps):
        started = time.perf_counter()
        optimiser.zero_grad()
        nn.functional.cross_entropy(network(inputs), labels).backward()
        optimiser.step()
        fastest = min(fastest, time.perf_counter() - started)
    return fastest * SEGMENTS / batch


torch.manual_seed(1)
torch.set_num_threads(int(sys.argv[1]))
print(
    json.dumps(
        {
            "dense": seconds(dense(), (57,), 64, 50),
            "lstm": seconds(Recurrent(), (130, 13), 64, 8),
            "cnn": seconds(convolutional(), (1, 128, 130), 32, 5),
        }
    )
)
