"""Loads the weights of a run into plain torch and prints the ELBO of a batch with given noise, nats per row, as one JSON object."""
import argparse
import json
import os

import numpy as np
import torch

import vae

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("run", help="a run folder")
parser.add_argument("--weights", help="a state dictionary of torch.save instead of the run's model.safetensors")
parser.add_argument("--x", required=True, help=".npy [B, D], as the likelihood sees it")
parser.add_argument("--noise", required=True, help=".npy [B, latent], standard normal")
options = parser.parse_args()

model = vae.of_run(options.run)
model.load_state_dict(torch.load(options.weights) if options.weights else vae.read_safetensors(os.path.join(options.run, "model.safetensors")))
with torch.no_grad():
    values = model.elbo(*(torch.from_numpy(np.load(path)) for path in (options.x, options.noise)))
print(json.dumps({"elbo": values.tolist(), "mean": values.mean().item()}))
