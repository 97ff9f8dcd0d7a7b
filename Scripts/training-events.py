#!/usr/bin/env python3
"""TensorBoard's own reading and writing of event files, to hold ours against.

    training-events.py golden       writes Tests/TrainingTests/Resources/events.json
    training-events.py read FOLDER  prints what TensorBoard's loader finds in a run's events folder

Needs the PyPI packages tensorboard and crc32c.
"""

import json
import pathlib
import struct
import sys
import zlib

import crc32c
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.compat.proto.event_pb2 import Event, SessionLog
from tensorboard.compat.proto.summary_pb2 import Summary, SummaryMetadata
from tensorboard.compat.proto.tensor_pb2 import TensorProto
from tensorboard.compat.proto.tensor_shape_pb2 import TensorShapeProto



def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


# 2×1 pixels, red and blue.
PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(bytes([0, 255, 0, 0, 0, 0, 255]), 9))
    + chunk(b"IEND", b"")
)


def masked(data):
    checksum = crc32c.crc32c(data)
    return (((checksum >> 15) | (checksum << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def record(data):
    length = struct.pack("<Q", len(data))
    return length + struct.pack("<I", masked(length)) + data + struct.pack("<I", masked(data))


def events():
    value = Summary.Value
    yield "version", Event(wall_time=1.25, file_version="brain.Event:2")
    yield "restart", Event(wall_time=2.5, step=300, session_log=SessionLog(status=SessionLog.START))
    yield "scalars", Event(
        wall_time=1763820000.5,
        step=1 << 33,
        summary=Summary(value=[value(tag="loss/total", simple_value=0.1), value(tag="µ", simple_value=-3e-7)]),
    )
    yield "image", Event(
        wall_time=1,
        step=7,
        summary=Summary(
            value=[
                value(tag="rooms/1", image=Summary.Image(height=1, width=2, colorspace=3, encoded_image_string=PNG))
            ]
        ),
    )
    yield "text", Event(
        wall_time=3,
        step=5,
        summary=Summary(
            value=[
                value(
                    tag="recipe",
                    metadata=SummaryMetadata(plugin_data=SummaryMetadata.PluginData(plugin_name="text")),
                    tensor=TensorProto(dtype=7, tensor_shape=TensorShapeProto(), string_val=["    a: 1 – ü".encode()]),
                )
            ]
        ),
    )


def golden():
    data = {
        "checksums": {text: crc32c.crc32c(text.encode()) for text in ["", "a", "123456789", "\0" * 32]},
        "png": PNG.hex(),
        "records": {name: record(event.SerializeToString()).hex() for name, event in events()},
    }
    path = pathlib.Path(__file__).parent.parent / "Tests/TrainingTests/Resources/events.json"
    path.write_text(json.dumps(data, indent=1) + "\n")


def read(folder):
    found = EventAccumulator(folder, size_guidance={"scalars": 0, "images": 0, "tensors": 0}).Reload()
    tags = found.Tags()
    print(
        json.dumps(
            {
                "scalars": {tag: [[e.step, e.value] for e in found.Scalars(tag)] for tag in tags["scalars"]},
                "images": {
                    tag: [[e.step, e.width, e.height, len(e.encoded_image_string)] for e in found.Images(tag)]
                    for tag in tags["images"]
                },
                "texts": {
                    tag: [[e.step, e.tensor_proto.string_val[0].decode()] for e in found.Tensors(tag)]
                    for tag in tags["tensors"]
                },
            },
            indent=1,
        )
    )


if sys.argv[1:] == ["golden"]:
    golden()
elif sys.argv[1:2] == ["read"] and len(sys.argv) == 3:
    read(sys.argv[2])
else:
    sys.exit(__doc__)
