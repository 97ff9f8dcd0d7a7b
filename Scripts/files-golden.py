#!/usr/bin/env python3
"""Write the golden checkpoint and array files of Tests/TorchTests/Resources/Files with the original libraries.

    pip install torch==2.13.0 safetensors numpy
    python3 Scripts/files-golden.py Tests/TorchTests/Resources/Files

expected.json says what each file holds: names in file order, types, shapes, and the elements in row-major order as
hexadecimal bytes.
"""

import json
import os
import sys
from collections import OrderedDict

import numpy as np
import safetensors.torch
import torch

TYPES = [
    "float64", "float32", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool",
    "uint16", "uint32", "uint64", "float8_e4m3fn", "float8_e5m2",
]


def values(name: str) -> torch.Tensor:
    numbers = torch.tensor([[0.0, 1.0, 2.0], [3.5, 100.0, 7.25]])
    if name == "bool":
        return numbers.remainder(2) >= 1
    if not name.startswith(("uint", "bool")):
        numbers = numbers * torch.tensor([1.0, -1.0, 1.0])
    return numbers.to(getattr(torch, name))


def described(tensors: dict) -> list:
    entries = []
    for name, tensor in tensors.items():
        if isinstance(tensor, (np.ndarray, np.generic)):
            content, dtype = np.ascontiguousarray(tensor).tobytes(), tensor.dtype.name
        else:
            tensor = tensor.detach().contiguous()
            content = tensor.reshape(-1).view(torch.uint8).numpy().tobytes()
            dtype = str(tensor.dtype).removeprefix("torch.")
        entries.append({"name": name, "type": dtype, "shape": list(tensor.shape), "bytes": content.hex()})
    return entries


def pytorch_files() -> dict:
    every_type = {name: values(name) for name in TYPES}
    base = torch.arange(24, dtype=torch.float32)
    grid = base.reshape(2, 3, 4)
    views = OrderedDict(
        whole=base, grid=grid, transposed=grid.permute(2, 0, 1), slice=grid[1, :, 1:3], step=base[3::5],
        number=base[7], repeated=base[4:6].unsqueeze(1).expand(2, 3), empty=torch.zeros(0, 5),
        emptied=base[5:5], other=torch.full((1, 1, 2), 2.0), tied=base)
    torch.manual_seed(1)
    network = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.BatchNorm1d(2))
    network(torch.randn(4, 3)).sum().backward()
    state = network.state_dict()
    optimizer = torch.optim.Adam(network.parameters())
    optimizer.step()
    checkpoint = {
        "epoch": 12, "loss": torch.tensor(0.5), "best": 1.5, "name": "run", "seed": 2**70, "flags": [True, None, (1, "a")],
        "bytes": b"\x00\x01", "optimizer": optimizer.state_dict(), "state_dict": {"module." + k: v for k, v in state.items()},
    }
    files = {
        "types.pt": (every_type, every_type, {}),
        "views.pt": (views, views, {}),
        "state.pt": (state, state, {}),
        "protocol5.pt": (state, state, {"pickle_protocol": 5}),
        "parameters.pt": (dict(network.named_parameters()), dict(network.named_parameters()), {}),
        "checkpoint.pt": (checkpoint, checkpoint["state_dict"], {"pickle_protocol": 4}),
        "one-dictionary.pt": ({"weights": state, "epoch": 1}, state, {}),
        "empty.pt": (OrderedDict(), {}, {}),
    }
    expected = {}
    for name, (saved, tensors, options) in files.items():
        torch.save(saved, name, **options)
        expected[name] = described(tensors)

    # Refused files: expected.json does not list them.
    torch.save(state, "legacy.pt", _use_new_zipfile_serialization=False)
    torch.save([torch.zeros(1)], "list.pt")
    torch.save({"ema": state, "weights": state}, "two-dictionaries.pt")
    torch.save({"a": torch.zeros(1, dtype=torch.complex64)}, "complex.pt")
    torch.save(network[1:], "module.pt")
    torch.save({"a": Command()}, "command.pt")
    return expected


class Command:
    def __reduce__(self):
        return os.system, ("true",)


def safetensors_files() -> dict:
    every_type = {name: values(name) for name in TYPES}
    every_type["number"] = torch.tensor(4.0)
    every_type["empty"] = torch.zeros(0, 3)
    every_type["名前 \"quoted\"\n"] = torch.ones(1)
    safetensors.torch.save_file(every_type, "types.safetensors", metadata={"quoted": "a \"b\"\n\tc\u0001 é"})
    with safetensors.safe_open("types.safetensors", "pt") as file:
        order = list(file.offset_keys())
    expected = {"types.safetensors": described({name: every_type[name] for name in order})}

    shards = {
        "model-00001-of-00002.safetensors": {"a.weight": values("float16"), "a.bias": values("float32")},
        "model-00002-of-00002.safetensors": {"b.weight": values("bfloat16")},
    }
    os.makedirs("sharded", exist_ok=True)
    for name, tensors in shards.items():
        safetensors.torch.save_file(tensors, f"sharded/{name}", metadata={"format": "pt"})
    everything = {key: value for tensors in shards.values() for key, value in tensors.items()}
    index = {"metadata": {"total_size": 48}, "weight_map": {k: n for n, t in shards.items() for k in t}}
    with open("sharded/model.safetensors.index.json", "w") as file:
        json.dump(index, file, indent=2)
    expected["sharded"] = described(everything)

    os.makedirs("sharded-bin", exist_ok=True)
    torch.save(shards["model-00001-of-00002.safetensors"], "sharded-bin/pytorch_model-00001-of-00001.bin")
    with open("sharded-bin/pytorch_model.bin.index.json", "w") as file:
        json.dump({"metadata": {}, "weight_map": {
            "a.weight": "pytorch_model-00001-of-00001.bin", "a.bias": "pytorch_model-00001-of-00001.bin"}}, file)
    expected["sharded-bin"] = described(shards["model-00001-of-00002.safetensors"])
    return expected


def numpy_files() -> dict:
    names = [n for n in TYPES if not n.startswith(("bfloat", "float8"))]
    arrays = {name: values(name).numpy() for name in names}
    arrays["number"] = np.array(4.0, np.float32)
    arrays["row"] = np.arange(3, dtype=np.int32)
    arrays["empty"] = np.zeros((0, 3), np.float32)
    arrays["fortran"] = np.asfortranarray(np.arange(24, dtype=np.float32).reshape(2, 3, 4))
    arrays["zeros"] = np.zeros((16, 16), np.float32)
    expected = {}
    np.savez_compressed("compressed.npz", **arrays)
    expected["compressed.npz"] = described(arrays)
    plain = {name: arrays[name] for name in ("float32", "fortran")}
    np.savez("stored.npz", **plain)
    expected["stored.npz"] = described(plain)
    np.save("fortran.npy", arrays["fortran"])
    with open("version2.npy", "wb") as file:
        np.lib.format.write_array(file, arrays["float64"], version=(2, 0))
    with open("version3.npy", "wb") as file:
        np.lib.format.write_array(file, arrays["bool"], version=(3, 0))
    for name, array in {"fortran": "fortran", "version2": "float64", "version3": "bool"}.items():
        expected[f"{name}.npy"] = described({"": arrays[array]})

    # Refused files.
    np.save("object.npy", np.array([{}, 1], dtype=object), allow_pickle=True)
    np.save("big-endian.npy", np.arange(3, dtype=">f4"))
    np.save("record.npy", np.zeros(2, dtype=[("a", "<f4"), ("b", "<i4")]))
    return expected


def main() -> None:
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    os.chdir(folder)
    expected = {**pytorch_files(), **safetensors_files(), **numpy_files()}
    with open("expected.json", "w") as file:
        lines = [f"{json.dumps(name)}:{json.dumps(entry, separators=(',', ':'))}" for name, entry in expected.items()]
        file.write("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
