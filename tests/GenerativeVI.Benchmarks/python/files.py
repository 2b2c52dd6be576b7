"""Readers of the two binary formats the comparison needs, on numpy alone."""
import gzip
import json

import numpy as np


def read_idx_images(path):
    """An idx3-ubyte file, gzipped or not, as uint8 [N, rows * columns]."""
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        magic, count, rows, columns = np.frombuffer(file.read(16), dtype=">u4")
        if magic != 0x803:
            raise ValueError(f"{path}: expected the idx3-ubyte magic 0x803, found {magic:#x}")
        return np.frombuffer(file.read(), dtype=np.uint8).reshape(count, rows * columns)


def read_safetensors(path):
    """The tensors of a safetensors file by name: 8 bytes of little-endian header length, a JSON header, the bytes."""
    kinds = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "U8": "|u1"}
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = file.read()
    header.pop("__metadata__", None)
    return {name: np.frombuffer(data[slice(*entry["data_offsets"])], kinds[entry["dtype"]]).reshape(entry["shape"])
            for name, entry in header.items()}
