"""The variational autoencoder of GenerativeVI's Recipes.Vae in plain torch, with the same names of parameters."""
import json
import math
import os

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

ACTIVATIONS = {"relu": F.relu, "tanh": torch.tanh, "softplus": F.softplus, "silu": F.silu, "elu": F.elu}
SAFETENSORS_TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "|i1", "U8": "|u1", "BOOL": "|b1"}


class Body(nn.Module):
    """Hidden layers: a(W h + b), or gated (W h + b) * sigmoid(V h + c) with W and V in one layer."""

    def __init__(self, inputs, hidden, activation, gated):
        super().__init__()
        widths = [inputs, *hidden]
        self.layers = nn.ModuleList(nn.Linear(a, (1 + gated) * b) for a, b in zip(widths, widths[1:]))
        self.apply_to = F.glu if gated else ACTIVATIONS[activation]

    def forward(self, h):
        for layer in self.layers:
            h = self.apply_to(layer(h))
        return h


class Encoder(nn.Module):
    """q(z|x): one layer to the mean and the log scale, side by side."""

    def __init__(self, body, features, latent):
        super().__init__()
        self.body, self.head = body, nn.Linear(features, 2 * latent)

    def forward(self, x):
        return self.head(self.body(x)).chunk(2, -1)


class BernoulliDecoder(nn.Module):
    def __init__(self, body, features, dimension):
        super().__init__()
        self.body, self.logits = body, nn.Linear(features, dimension)

    def log_density(self, x, z):
        return -F.binary_cross_entropy_with_logits(self.logits(self.body(z)), x, reduction="none").sum(-1)


class NormalDecoder(nn.Module):
    """log scale = log least + softplus(s - log least), with s a parameter or an output of the network; or fixed at 0."""

    def __init__(self, body, features, dimension, spread, least):
        super().__init__()
        self.body, self.mean, self.spread, self.log_least = body, nn.Linear(features, dimension), spread, math.log(least)
        if spread == "conditional":
            self.scale = nn.Linear(features, dimension)
        elif spread != "fixed":
            self.logScale = nn.Parameter(torch.zeros(1 if spread == "isotropic" else dimension))

    def log_density(self, x, z):
        features = self.body(z)
        if self.spread == "fixed":
            log_scale = torch.zeros(1)
        else:
            s = self.scale(features) if hasattr(self, "scale") else self.logScale
            log_scale = self.log_least + F.softplus(s - self.log_least)
        standardized = (x - self.mean(features)) / log_scale.exp()
        return (-0.5 * standardized**2 - log_scale - 0.5 * math.log(2 * math.pi)).sum(-1)


class Vae(nn.Module):
    def __init__(self, dimension, hidden, latent, activation="relu", gated=False, likelihood="bernoulli", spread="diagonal", minimum_scale=0.01):
        super().__init__()
        self.latent = latent
        below, above = Body(dimension, hidden, activation, gated), Body(latent, hidden[::-1], activation, gated)
        top, bottom = (hidden[-1], hidden[0]) if hidden else (dimension, latent)
        self.encoder = Encoder(below, top, latent)
        self.decoder = BernoulliDecoder(above, bottom, dimension) if likelihood == "bernoulli" else NormalDecoder(above, bottom, dimension, spread, minimum_scale)

    def elbo(self, x, noise):
        """Nats per row, with the closed-form KL, at z = mean + scale * noise."""
        mean, log_scale = self.encoder(x)
        kl = 0.5 * (mean**2 + (2 * log_scale).exp() - 1 - 2 * log_scale).sum(-1)
        return self.decoder.log_density(x, mean + log_scale.exp() * noise) - kl


def read_safetensors(path):
    """8 bytes of header length, little endian; a JSON header; the bytes."""
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = file.read()
    header.pop("__metadata__", None)
    return {name: torch.from_numpy(np.frombuffer(data[slice(*entry["data_offsets"])], SAFETENSORS_TYPES[entry["dtype"]]).reshape(entry["shape"]).copy())
            for name, entry in header.items()}


def of_run(run):
    """A fresh model of the shape that run.json says."""
    with open(os.path.join(run, "run.json")) as file:
        record = json.load(file)
    model = record["settings"]["model"]
    networks, likelihood = model["networks"], model["likelihood"]
    shape = {"hidden": networks["hidden"], "latent": model["latent"], "activation": networks["activation"], "gated": networks["kind"] == "gated",
             "likelihood": likelihood["family"], "spread": likelihood["spread"], "minimum_scale": likelihood["minimum_scale"]}
    return Vae(math.prod(record["data"]["source"]["shape"]), **shape)
