"""A VAE in plain torch, the independent reference for GenerativeVI's results and speed.

    encoder MLP -> mean and log scale of q(z|x), prior N(0, I), decoder MLP -> Bernoulli(logits), Adam on the ELBO.

modes   train     epochs on a data folder, of the VAE or (--train-samples K) the importance-weighted one, then the test ELBO and the importance-weighted log p(x)
        speed     timed training steps on the same data: images/s, CPU seconds, memory, time to the first step
        products  the matrix products of such a step and nothing else: the limit of its speed
        iwae-step, iwae-evaluation, iwae-products, iwae-forward
                  the same of importance-weighted training with --samples draws an image, of its evaluation, and the products of either
        elbo      the ELBO per datum of given weights (safetensors), batch and noise (.npy), in float64

The last line of standard output is one JSON object.
"""
import argparse
import json
import math
import os
import sys
import time

import process

process.tune_malloc_if_asked()  # before torch: memory it has taken by then would keep the old settings

import numpy as np
import torch

import files

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../examples/python"))
import vae


class Vae(vae.Vae):
    """The model of examples/python, with fresh noise where none is given, and importance weights."""

    def elbo(self, x, noise=None):
        return super().elbo(x, torch.randn(len(x), self.latent) if noise is None else noise)

    def log_weights(self, x, samples):
        """log p(x, z) - log q(z|x) for draws of z from q: [samples, batch]."""
        mean, log_scale = self.encoder(x)
        noise = torch.randn(samples, *mean.shape)
        z = mean + log_scale.exp() * noise
        return self.decoder.log_density(x.expand(samples, *x.shape), z) + (0.5 * noise**2 - 0.5 * z**2 + log_scale).sum(-1)


class Images:
    """The data set in memory as float32 in [0, 1]; binarization: dynamic (afresh each time), static (once), none (grey means, or a folder of rows binarized already)."""

    def __init__(self, folder, part, binarize):
        path = os.path.join(folder, f"{part}-images-idx3-ubyte.gz")
        if not os.path.exists(path):
            path = os.path.join(folder, f"binarized_mnist_{'test' if part == 't10k' else part}-images-idx3-ubyte.gz")
        raw = files.read_idx_images(path)
        self.values = torch.from_numpy(raw / np.float32(raw.max()))
        self.dynamic = binarize == "dynamic"
        if binarize == "static":
            self.values = torch.bernoulli(self.values)

    def __len__(self):
        return len(self.values)

    def at(self, index):
        x = self.values[index]
        return torch.bernoulli(x) if self.dynamic else x


def bound(model, x, samples):
    """The ELBO with the closed-form KL at one draw; with more, Burda, Grosse and Salakhutdinov's log-mean-exp of the log weights, of which autograd makes the normalized weights."""
    return model.elbo(x) if samples == 1 else model.log_weights(x, samples).logsumexp(0) - math.log(samples)


def train_step(model, optimizer, x, samples=1):
    loss = -bound(model, x, samples).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss


def evaluate(model, data, samples, chunk_elements=50_000):
    """The test ELBO and importance-weighted log p(x), each with its standard error over data."""
    elbo, log_px = [], []
    with torch.no_grad():
        for index in torch.arange(len(data)).split(max(1, chunk_elements // samples)):
            x = data.at(index)
            log_weights = model.log_weights(x, samples)
            elbo.append(log_weights.mean(0))
            log_px.append(log_weights.logsumexp(0) - math.log(samples))
    return {name: {"value": values.mean().item(), "se": values.std().item() / math.sqrt(len(values))}
            for name, values in (("elbo", torch.cat(elbo).double()), ("log_px", torch.cat(log_px).double()))}


def new_model(args, pixels=784):
    model = Vae(pixels, args.hidden, args.latent, args.activation)
    return model, torch.optim.Adam(model.parameters(), lr=args.lr)


def train(args):
    data = Images(args.data, "train", args.binarize)
    model, optimizer = new_model(args)
    if args.start == "mean":  # the decoder's output bias at the logit of the pixels' mean
        model.decoder.logits.bias.data.copy_(((data.values.sum(0) + 1) / (len(data) + 2)).logit())
    steps = args.epochs * -(-len(data) // args.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: (args.final_lr / args.lr) ** (step / steps) if args.final_lr else 1)
    started = time.time()
    for epoch in range(args.epochs):
        total = 0.0
        for index in torch.randperm(len(data)).split(args.batch):
            total += train_step(model, optimizer, data.at(index), args.train_samples).item() * len(index)
            schedule.step()
        print(f"epoch {epoch + 1}: train bound {-total / len(data):.3f} nats, {time.time() - started:.0f} s", flush=True)
    test = Images(args.data, "t10k", args.binarize)
    test.values = test.values[::len(test) // args.test_rows] if args.test_rows else test.values  # at equal distances, as examples/StaticMnist takes them
    result = evaluate(model, test, args.test_samples)
    return {"seed": args.seed, "epochs": args.epochs, "test_samples": args.test_samples, "test": result, "train_seconds": time.time() - started}


def batches(data, size):
    """Whole batches of one shuffled epoch after another, without end."""
    while True:
        yield from (data.at(index) for index in torch.randperm(len(data)).split(size) if len(index) == size)


def speed(args):
    model, optimizer = new_model(args)
    stream = batches(Images(args.data, "train", args.binarize), args.batch)
    return process.measured(lambda: train_step(model, optimizer, next(stream)), args)


def iwae_step(args):
    model, optimizer = new_model(args)
    stream = batches(Images(args.data, "train", "dynamic"), args.batch)

    def step():
        train_step(model, optimizer, next(stream), args.samples)

    return process.measured(step, args)


def iwae_evaluation(args):
    """A step is the log-likelihood of one batch of test images, in chunks of at most 2**22 elements of the reconstruction."""
    model, _ = new_model(args)
    data = Images(args.data, "t10k", "static")
    rows, chunk = iter(torch.arange(len(data)).split(args.batch)), max(1, 2**22 // 784 // args.samples) if args.samples < 2**22 // 784 else 1

    @torch.no_grad()
    def step():
        for index in next(rows).split(chunk):
            (model.log_weights(data.at(index), args.samples).logsumexp(0) - math.log(args.samples)).tolist()

    return process.measured(step, args)


def iwae_products(args):
    return products(args, args.samples)


def iwae_forward(args):
    return products(args, args.samples, backward=False)


def products(args, samples=1, backward=True):
    """Forward, and both gradients of every linear layer except the first one's input, into memory that is already there."""
    sizes = [784, *args.hidden, 2 * args.latent], [args.latent, *args.hidden[::-1], 784]
    layers = [(*pair, args.batch * times) for chain, times in zip(sizes, (1, samples)) for pair in zip(chain, chain[1:])]
    calls = []
    for number, (inputs, outputs, rows) in enumerate(layers):
        x, weight, y = torch.randn(rows, inputs), torch.randn(outputs, inputs), torch.randn(rows, outputs)
        calls.append((x, weight.t(), torch.empty_like(y)))
        if backward:
            calls.append((y.t(), x, torch.empty_like(weight)))
        if backward and number > 0:
            calls.append((y, weight, torch.empty_like(x)))

    def step():
        for left, right, out in calls:
            torch.mm(left, right, out=out)

    flops = sum(2 * left.shape[0] * left.shape[1] * right.shape[1] for left, right, _ in calls)
    result = process.measured(step, args)
    return {**result, "flops_per_step": flops, "gflops": flops * args.steps / result["wall_s"] / 1e9}


def load(path, activation):
    tensors = vae.read_safetensors(path)
    depth = sum(name.startswith("encoder.body.layers.") and name.endswith(".weight") for name in tensors)
    hidden = [len(tensors[f"encoder.body.layers.{i}.bias"]) for i in range(depth)]
    model = Vae(tensors["encoder.body.layers.0.weight"].shape[1], hidden, len(tensors["encoder.head.bias"]) // 2, activation)
    model.load_state_dict(tensors)
    return model.double()


def elbo(args):
    model = load(args.weights, args.activation)
    x, noise = (torch.from_numpy(np.load(path)).double() for path in (args.x, args.noise))
    with torch.no_grad():
        values = model.elbo(x, noise)
    return {"elbo": values.tolist(), "mean": values.mean().item()}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mode", choices=["train", "speed", "products", "elbo", "iwae-step", "iwae-evaluation", "iwae-products", "iwae-forward"], required=True)
    parser.add_argument("--data", default="data/mnist", help="folder with train- and t10k-images-idx3-ubyte.gz")
    parser.add_argument("--binarize", choices=["dynamic", "static", "none"], default="none")
    parser.add_argument("--hidden", type=lambda text: [int(size) for size in text.split(",")], default=[400])
    parser.add_argument("--activation", choices=sorted(vae.ACTIVATIONS), default="relu")
    parser.add_argument("--latent", type=int, default=20)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--samples", type=int, default=50, help="draws an image, for the modes of iwae")
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--final-lr", type=float, help="train: what the learning rate falls to, exponentially, step by step; constant when left out")
    parser.add_argument("--start", choices=["random", "mean"], default="random", help="train: where the decoder's output bias begins")
    parser.add_argument("--test-rows", type=int, help="train: how many test rows are judged, at equal distances; all when left out")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--train-samples", type=int, default=1, help="train: draws an image in the bound that is maximized")
    parser.add_argument("--test-samples", type=int, default=500)
    parser.add_argument("--warm-up", type=int, default=50, help="steps before the clock starts")
    parser.add_argument("--steps", type=int, default=600, help="steps on the clock")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--malloc-tuned", action="store_true", help="the allocator settings of GenerativeVI's ProcessTuning")
    parser.add_argument("--weights", help="elbo: a model.safetensors of GenerativeVI")
    parser.add_argument("--x", help="elbo: .npy [batch, pixels] in [0, 1]")
    parser.add_argument("--noise", help="elbo: .npy [batch, latent], standard normal")
    return parser.parse_args()


if __name__ == "__main__":
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    print(json.dumps({"mode": options.mode, "threads": options.threads, **globals()[options.mode.replace("-", "_")](options)}))
