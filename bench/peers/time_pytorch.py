"""Times a step of the same networks in PyTorch: a name a line in, milliseconds of the step out, on so many threads."""

import sys
import time

import torch
from torch import nn

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


def trainer(network, shape, batch):
    optimiser = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=1e-4)
    inputs = torch.randn(batch, *shape)
    labels = torch.arange(batch) % GENRES

    def step():
        optimiser.zero_grad()
        nn.functional.cross_entropy(network(inputs), labels).backward()
        optimiser.step()

    return step


torch.manual_seed(1)
torch.set_num_threads(int(sys.argv[1]))
WORK = {
    "dense": trainer(dense(), (57,), 64),
    "lstm": trainer(Recurrent(), (130, 13), 64),
    "cnn": trainer(convolutional(), (1, 128, 130), 32),
}

print(f"PyTorch {torch.__version__}", flush=True)
for line in sys.stdin:
    started = time.process_time()
    WORK[line.strip()]()
    print((time.process_time() - started) * 1000, flush=True)
