"""A semi-implicit VAE in plain torch, written the direct way: the independent reference for the speed of GenerativeVI's.

step      784-200-200-50, tanh; 10 elements of noise enter above the encoder's first layer and its head gives the means psi of a normal kernel, whose scales a second network gives of x;
          log q(z|x) is bracketed by K fresh psi an image beside the one that made z (Yin and Zhou 2018)
products  the matrix products that the K draws of such a step need, whoever writes it, and nothing else

The last line of standard output is one JSON object.
"""
import argparse
import json
import math
import os

import process

process.tune_malloc_if_asked()  # before torch: memory it has taken by then would keep the old settings

import torch
from torch import nn
from torch.nn import functional as F

import files

HIDDEN, LATENT, NOISE = 200, 50, 10


class Sivi(nn.Module):
    def __init__(self, samples, pixels=784):
        super().__init__()
        self.samples = samples
        self.below, self.above, self.mean = nn.Linear(pixels, HIDDEN), nn.Linear(HIDDEN + NOISE, HIDDEN), nn.Linear(HIDDEN, LATENT)
        self.log_scale = nn.Sequential(nn.Linear(pixels, HIDDEN), nn.Tanh(), nn.Linear(HIDDEN, HIDDEN), nn.Tanh(), nn.Linear(HIDDEN, LATENT))
        self.decoder = nn.Sequential(nn.Linear(LATENT, HIDDEN), nn.Tanh(), nn.Linear(HIDDEN, HIDDEN), nn.Tanh(), nn.Linear(HIDDEN, pixels))

    def loss(self, x):
        h = torch.tanh(self.below(x)).expand(self.samples + 1, -1, -1)
        noise = torch.randn(self.samples + 1, len(x), NOISE)
        psi = self.mean(torch.tanh(self.above(torch.cat((h, noise), -1))))
        log_scale = self.log_scale(x)
        z = psi[0] + log_scale.exp() * torch.randn_like(log_scale)
        log_kernels = (-0.5 * ((z - psi) / log_scale.exp()) ** 2 - log_scale - 0.5 * math.log(2 * math.pi)).sum(-1)
        log_q = log_kernels.logsumexp(0) - math.log(self.samples + 1)
        log_prior = (-0.5 * z**2 - 0.5 * math.log(2 * math.pi)).sum(-1)
        log_likelihood = -F.binary_cross_entropy_with_logits(self.decoder(z), x, reduction="none").sum(-1)
        return -(log_likelihood + log_prior - log_q).mean()


def training_step(args):
    raw = files.read_idx_images(os.path.join(args.data, "train-images-idx3-ubyte.gz"))
    data = torch.from_numpy(raw).float() / 255
    model = Sivi(args.samples)
    optimizer = torch.optim.Adam(model.parameters())

    def batches():
        while True:
            yield from (torch.bernoulli(data[index]) for index in torch.randperm(len(data)).split(args.batch) if len(index) == args.batch)

    stream = batches()

    def step():
        loss = model.loss(next(stream))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    return step, {}


def products(args):
    """Forward and both gradients of the noise's layer (its own input has no gradient) and of the head, over K rows an image."""
    rows = args.samples * args.batch
    noise, weight, hidden, head, psi = (torch.randn(*shape) for shape in ((rows, NOISE), (HIDDEN, NOISE), (rows, HIDDEN), (LATENT, HIDDEN), (rows, LATENT)))
    calls = [(noise, weight.t()), (hidden.t(), noise), (hidden, head.t()), (psi.t(), hidden), (psi, head)]
    calls = [(left, right, left @ right) for left, right in calls]

    def step():
        for left, right, out in calls:
            torch.mm(left, right, out=out)

    return step, {"flops_per_step": sum(2 * left.shape[0] * left.shape[1] * right.shape[1] for left, right, _ in calls)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=["step", "products"])
    parser.add_argument("--data", default="data/mnist", help="folder with train-images-idx3-ubyte.gz")
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--samples", type=int, default=50, help="K")
    parser.add_argument("--warm-up", type=int, default=50)
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--malloc-tuned", action="store_true", help="the allocator settings of GenerativeVI's ProcessTuning")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    step, facts = {"step": training_step, "products": products}[args.mode](args)
    result = process.measured(step, args)
    if facts:
        facts["gflops"] = facts["flops_per_step"] * args.steps / result["wall_s"] / 1e9
    print(json.dumps({"mode": args.mode, **facts, **result}))


if __name__ == "__main__":
    main()
