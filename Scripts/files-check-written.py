#!/usr/bin/env python3
"""Check with the original libraries the files that the Swift writers made.

    pip install torch==2.13.0 numpy
    RECORD_WRITTEN_FILES=$PWD/Tests/TorchTests/Resources/Files/written swift test -c release --filter FileWritingTests
    python3 Scripts/files-check-written.py Tests/TorchTests/Resources/Files

Needed only when the writers change: the tests compare later output with the committed files, byte for byte.
"""

import json
import sys
import zipfile
from pathlib import Path

import numpy as np
import torch


def content(array) -> bytes:
    if isinstance(array, torch.Tensor):
        return array.contiguous().reshape(-1).view(torch.uint8).numpy().tobytes()
    return np.ascontiguousarray(array).tobytes()


def check(path: Path, arrays: dict, expected: list) -> None:
    expected = {entry["name"]: entry for entry in expected}
    for name, array in arrays.items():
        entry = expected[name]
        assert str(array.dtype).removeprefix("torch.") == entry["type"], (path, name)
        assert list(array.shape) == entry["shape"], (path, name)
        assert content(array).hex() == entry["bytes"], (path, name)
    print(f"{path.name}: {len(arrays)} tensors agree")


def main() -> None:
    folder = Path(sys.argv[1])
    expected = json.loads((folder / "expected.json").read_text())
    written = folder / "written"
    for path in sorted(written.iterdir()):
        if path.suffix in (".pt", ".npz"):
            with zipfile.ZipFile(path) as file:
                assert file.testzip() is None, path
        if path.suffix == ".pt":
            for mapped in (False, True):
                tensors = torch.load(path, weights_only=True, mmap=mapped)
                source = "views.pt" if "views" in path.name else "types.pt"
                check(path, tensors, expected[source])
        elif path.suffix == ".npz":
            with np.load(path) as arrays:
                check(path, dict(arrays), expected["compressed.npz"])
    assert np.load(written / "number.npy") == 2.5
    assert np.load(written / "row.npy").tolist() == [1, -2, 3]
    assert np.array_equal(np.load(written / "grid.npy"), np.arange(12, dtype=np.float32).reshape(3, 4))
    assert np.load(written / "none.npy").shape == (4, 0)
    print("npy: 4 arrays agree")


if __name__ == "__main__":
    main()
