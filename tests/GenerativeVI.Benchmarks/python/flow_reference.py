"""RealNVP and a VAE with an inverse autoregressive posterior in plain torch, the independent reference for the speed of GenerativeVI's flows.

    realnvp  eight affine couplings of 32 dimensions, two hidden layers of 128, exact likelihood of normal data
    iaf      the VAE 784-400-20 with four inverse autoregressive steps, two hidden layers of 128, conditioned on the encoder's features

The last line of standard output is one JSON object.
"""
import argparse
import json
import math
import os

import process

process.tune_malloc_if_asked()  # before torch: memory it has taken by then would keep the old settings

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import files

LOG_TWO_PI = math.log(2 * math.pi)
MOST = 3.0


def log_normal(z):
    return -0.5 * (z**2 + LOG_TWO_PI).sum(-1)


def mlp(*widths):
    layers = []
    for a, b in zip(widths, widths[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


class Coupling(nn.Module):
    def __init__(self, dimension, hidden, moves_first):
        super().__init__()
        self.moves_first, half = moves_first, dimension // 2
        self.network = mlp(half, *hidden, 2 * half)

    def invert(self, x):
        first, second = x.chunk(2, -1)
        still, moving = (second, first) if self.moves_first else (first, second)
        shift, raw = self.network(still).chunk(2, -1)
        log_scale = MOST * torch.tanh(raw / MOST)
        moved = (moving - shift) * torch.exp(-log_scale)
        return torch.cat((moved, still) if self.moves_first else (still, moved), -1), -log_scale.sum(-1)


class RealNvp(nn.Module):
    def __init__(self, dimension=32, steps=8, hidden=(128, 128)):
        super().__init__()
        self.steps = nn.ModuleList(Coupling(dimension, hidden, i % 2 == 1) for i in range(steps))

    def loss(self, x):
        total = 0
        for step in reversed(self.steps):
            x, log_det = step.invert(x)
            total = total + log_det
        return -(log_normal(x) + total).mean()


class MaskedLinear(nn.Linear):
    def __init__(self, below, above, strict):
        super().__init__(len(below), len(above))
        mask = above[:, None] > below[None, :] if strict else above[:, None] >= below[None, :]
        self.register_buffer("mask", mask.float())

    def forward(self, x):
        return F.linear(x, self.weight * self.mask, self.bias)


class Iaf(nn.Module):
    """x = shift + z exp(log scale), both of the elements before and of a context."""

    def __init__(self, dimension, hidden, context):
        super().__init__()
        places = torch.arange(1, dimension + 1)
        degrees = [places] + [torch.arange(width) * dimension // width for width in hidden]
        self.layers = nn.ModuleList([MaskedLinear(a, b, False) for a, b in zip(degrees, degrees[1:])] + [MaskedLinear(degrees[-1], places.repeat(2), True)])
        self.context = nn.Linear(context, hidden[0])

    def forward(self, z, context):
        h = self.layers[0](z) + self.context(context)
        for layer in self.layers[1:]:
            h = layer(F.relu(h))
        shift, raw = h.chunk(2, -1)
        log_scale = MOST * torch.tanh(raw / MOST)
        return shift + z * torch.exp(log_scale), log_scale.sum(-1)


class IafVae(nn.Module):
    def __init__(self, latent=20, steps=4, hidden=(128, 128)):
        super().__init__()
        self.body, self.head = nn.Sequential(nn.Linear(784, 400), nn.ReLU()), nn.Linear(400, 2 * latent)
        self.steps = nn.ModuleList(Iaf(latent, hidden, 400) for _ in range(steps))
        self.decoder = mlp(latent, 400, 784)

    def loss(self, x):
        features = self.body(x)
        mean, log_scale = self.head(features).chunk(2, -1)
        noise = torch.randn_like(mean)
        z = mean + log_scale.exp() * noise
        log_q = log_normal(noise) - log_scale.sum(-1)
        for i, step in enumerate(self.steps):
            if i > 0:
                z = z.flip(-1)
            z, log_det = step(z, features)
            log_q = log_q - log_det
        log_p = log_normal(z) - F.binary_cross_entropy_with_logits(self.decoder(z), x, reduction="none").sum(-1)
        return -(log_p - log_q).mean()


def batches(data, size):
    while True:
        yield from (data[index] for index in torch.randperm(len(data)).split(size) if len(index) == size)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", choices=["realnvp", "iaf"])
    parser.add_argument("--data", default="data/mnist", help="folder with train-images-idx3-ubyte.gz")
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--warm-up", type=int, default=50)
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--malloc-tuned", action="store_true", help="the allocator settings of GenerativeVI's ProcessTuning")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    if args.model == "realnvp":
        model, data = RealNvp(), torch.randn(10_000, 32)
    else:
        raw = files.read_idx_images(os.path.join(args.data, "train-images-idx3-ubyte.gz"))
        model, data = IafVae(), torch.from_numpy(raw / np.float32(255))
    optimizer, stream = torch.optim.Adam(model.parameters(), lr=1e-3), batches(data, args.batch)

    def step():
        loss = model.loss(next(stream))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    print(json.dumps(process.measured(step, args)))


if __name__ == "__main__":
    main()
