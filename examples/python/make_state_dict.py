"""Makes a fresh torch model of a run's shape and saves its weights with torch.save, for Weights.Load in C#."""
import argparse

import torch

import vae

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("run", help="a run folder: its run.json says the shape")
parser.add_argument("out", help="the file, such as weights.pt")
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()

torch.manual_seed(options.seed)
torch.save(vae.of_run(options.run).state_dict(), options.out)
