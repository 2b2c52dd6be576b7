"""Saves a dictionary with everything that state dictionaries have in them: save_state_dict.py OUT.pt"""
import collections
import sys

import torch

matrix = torch.arange(6.0).reshape(2, 3)
state = collections.OrderedDict(parameter=torch.nn.Parameter(torch.ones(2)), transposed=matrix.t(), slice=matrix[0, 1:], scalar=torch.tensor(2.5))
state._metadata = collections.OrderedDict(version=1)
types = {name: torch.tensor([0, 1, 1]).to(getattr(torch, name)) for name in ("float64", "float32", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool")}
torch.save({"state": state, "types": types, "many": [torch.zeros(1), torch.zeros(1)], "epoch": 300, "seed": 2**40, "rates": (0.1, None, True), 7: "seven"}, sys.argv[1])
