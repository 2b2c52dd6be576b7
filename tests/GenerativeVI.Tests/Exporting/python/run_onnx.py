"""Checks ONNX graphs with onnx's own checker and shape inference, then runs them node by node in torch: run_onnx.py IN.npy GRAPH.onnx OUT_PREFIX."""
import sys

import numpy as np
import onnx
import torch
from onnx import numpy_helper, shape_inference

OPERATORS = {
    "Gemm": lambda x, w, b, transB: x @ (w.T if transB else w) + b,
    "Relu": torch.relu,
    "Tanh": torch.tanh,
    "Softplus": lambda x: torch.log1p(torch.exp(-x.abs())) + x.clamp(min=0),
    "Sigmoid": torch.sigmoid,
    "Elu": torch.nn.functional.elu,
    "Exp": torch.exp,
    "Mul": torch.mul,
    "Add": torch.add,
    "Sub": torch.sub,
    "Split": lambda x, lengths, axis: torch.split(x, lengths.tolist(), axis),
    "Shape": lambda x: torch.tensor(x.shape),
    "Expand": lambda x, shape: x.expand(shape.tolist()),
}

data, path, prefix = sys.argv[1:]
model = onnx.load(path)
onnx.checker.check_model(model, full_check=True)
inferred = shape_inference.infer_shapes(model, strict_mode=True)
assert [entry.version for entry in model.opset_import] == [13]
assert {v.name for v in inferred.graph.value_info} >= {out for node in model.graph.node for out in node.output} - {v.name for v in model.graph.output}

(source,) = model.graph.input
assert source.type.tensor_type.shape.dim[0].dim_param == "batch"
values = {tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).copy()) for tensor in model.graph.initializer}
values[source.name] = torch.from_numpy(np.load(data))
for node in model.graph.node:
    results = OPERATORS[node.op_type](*(values[name] for name in node.input), **{a.name: onnx.helper.get_attribute_value(a) for a in node.attribute})
    values.update(zip(node.output, results if isinstance(results, tuple) else [results]))
for output in model.graph.output:
    np.save(f"{prefix}{output.name}.npy", values[output.name].numpy())
print(source.name, *(output.name for output in model.graph.output))
