"""A reader of the binary format of the data, on numpy alone."""
import gzip

import numpy as np


def read_idx_images(path):
    """An idx3-ubyte file, gzipped or not, as uint8 [N, rows * columns]."""
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        magic, count, rows, columns = np.frombuffer(file.read(16), dtype=">u4")
        if magic != 0x803:
            raise ValueError(f"{path}: expected the idx3-ubyte magic 0x803, found {magic:#x}")
        return np.frombuffer(file.read(), dtype=np.uint8).reshape(count, rows * columns)


def read_idx_labels(path):
    """An idx1-ubyte file, gzipped or not, as int64 [N]."""
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        magic, count = np.frombuffer(file.read(8), dtype=">u4")
        if magic != 0x801:
            raise ValueError(f"{path}: expected the idx1-ubyte magic 0x801, found {magic:#x}")
        return np.frombuffer(file.read(), dtype=np.uint8).astype(np.int64).reshape(count)
