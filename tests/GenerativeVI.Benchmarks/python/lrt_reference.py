"""A Bayesian network 784-400-400-10 by local reparameterization in plain torch, the independent reference for the speed of GenerativeVI's Bayesian layers.

    lrt       its training: N(theta, sigma^2) posteriors, N(0, 1) prior, ELBO with KL / N, Adam, MNIST
    products  the matrix products of its step alone, into memory that is already there

The last line of standard output is one JSON object.
"""
import argparse
import json
import os

import process

process.tune_malloc_if_asked()  # before torch: memory it has taken by then would keep the old settings

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import files

SIZES = (784, 400, 400, 10)


class BayesianLinear(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        start = nn.Linear(inputs, outputs)
        self.mean, self.bias = start.weight, start.bias
        self.log_sigma = nn.Parameter(torch.full((outputs, inputs), -5.0))

    def forward(self, x):
        mean = F.linear(x, self.mean, self.bias)
        variance = F.linear(x**2, torch.exp(2 * self.log_sigma))
        return mean + torch.sqrt(variance + 1e-16) * torch.randn_like(mean)

    def kl(self):
        return (0.5 * (self.mean**2 + torch.exp(2 * self.log_sigma) - 1) - self.log_sigma).sum()


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(BayesianLinear(a, b) for a, b in zip(SIZES, SIZES[1:]))

    def loss(self, x, labels, rows):
        for layer in self.layers[:-1]:
            x = F.relu(layer(x))
        return F.cross_entropy(self.layers[-1](x), labels) + sum(layer.kl() for layer in self.layers) / rows


def training(args):
    raw = files.read_idx_images(os.path.join(args.data, "train-images-idx3-ubyte.gz"))
    data, labels = torch.from_numpy(raw / np.float32(255)), torch.from_numpy(files.read_idx_labels(os.path.join(args.data, "train-labels-idx1-ubyte.gz")))
    model = Network()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

    def batches():
        while True:
            yield from (index for index in torch.randperm(len(data)).split(args.batch) if len(index) == args.batch)

    stream = batches()

    def step():
        index = next(stream)
        loss = model.loss(data[index], labels[index], len(data))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    return step


def products(args):
    """Of mean and variance: forward, and both gradients of every layer except the first one's input."""
    calls = []
    for number, (inputs, outputs) in enumerate(list(zip(SIZES, SIZES[1:])) * 2):
        x, weight, y = torch.randn(args.batch, inputs), torch.randn(outputs, inputs), torch.randn(args.batch, outputs)
        calls += [(x, weight.t(), torch.empty_like(y)), (y.t(), x, torch.empty_like(weight))]
        if number % (len(SIZES) - 1) > 0:
            calls.append((y, weight, torch.empty_like(x)))

    def step():
        for left, right, out in calls:
            torch.mm(left, right, out=out)

    step.flops = sum(2 * left.shape[0] * left.shape[1] * right.shape[1] for left, right, _ in calls)
    return step


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", choices=["lrt", "products"])
    parser.add_argument("--data", default="data/mnist", help="folder with train-images-idx3-ubyte.gz and its labels")
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--warm-up", type=int, default=50)
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--malloc-tuned", action="store_true", help="the allocator settings of GenerativeVI's ProcessTuning")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    step = training(args) if args.work == "lrt" else products(args)
    result = process.measured(step, args)
    if args.work == "products":
        result |= {"flops_per_step": step.flops, "gflops": step.flops * args.steps / result["wall_s"] / 1e9}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
