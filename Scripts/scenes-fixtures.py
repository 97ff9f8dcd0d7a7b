#!/usr/bin/env python3
"""Writes the meshes and pictures that the tests of assets read: a cube of 2 by 1 by 0.5 m in four formats, a picture
with a hole, and a panorama with a sun.

    python3 Scripts/scenes-fixtures.py Tests/ScenesTests/Resources

Needs only Python's standard library.
"""

import json
import math
import struct
import sys
import zlib
from pathlib import Path

SIZE = (2.0, 1.0, 0.5)
# One corner is at the origin, so that readers must centre it.
CORNERS = [(x * SIZE[0], y * SIZE[1], z * SIZE[2]) for x in (0, 1) for y in (0, 1) for z in (0, 1)]
# Counter-clockwise seen from outside.
QUADS = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
TRIANGLES = [t for a, b, c, d in QUADS for t in ((a, b, c), (a, c, d))]


def png(width, height, pixel, channels):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(
        b"\0" + b"".join(bytes(pixel(x, y)) for x in range(width)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2 if channels == 3 else 6, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9))
            + chunk(b"IEND", b""))


def leaf(x, y):
    """Red above, blue below, with a round hole in the middle."""
    hole = (x - 3.5) ** 2 + (y - 3.5) ** 2 < 4
    return ((255, 0, 0) if y < 4 else (0, 0, 255)) + ((0,) if hole else (255,))


def obj():
    lines = ["mtllib cube.mtl"]
    lines += [f"v {x} {y} {z}" for x, y, z in CORNERS]
    lines += ["vt 0 0", "vt 1 0", "vt 1 1", "vt 0 1", "usemtl red"]
    for index, quad in enumerate(QUADS):
        if index == 5:
            lines.append("usemtl blue")
        lines.append("f " + " ".join(f"{corner + 1}/{k + 1}" for k, corner in enumerate(quad)))
    return "\n".join(lines) + "\n"


MTL = """newmtl red
Kd 0.5 0.1 0.1
newmtl blue
Kd 0.1 0.1 0.5
map_Kd leaf.png
"""


def stl():
    data = b"a cube".ljust(80) + struct.pack("<I", len(TRIANGLES))
    for triangle in TRIANGLES:
        data += struct.pack("<3f", 0, 0, 0)
        for corner in triangle:
            data += struct.pack("<3f", *CORNERS[corner])
        data += struct.pack("<H", 0)
    return data


def glb():
    """The cube at half size, doubled by its node; one flat quad of a second, cut-out material."""
    positions = b"".join(struct.pack("<3f", *(c / 2 for c in corner)) for corner in CORNERS)
    coordinates = b"".join(struct.pack("<2f", x, 1 - y) for x in (0, 1) for y in (0, 1) for _ in (0, 1))
    first = b"".join(struct.pack("<3H", *t) for t in TRIANGLES[:10])
    second = b"".join(struct.pack("<3H", *t) for t in TRIANGLES[10:])
    picture = png(8, 8, leaf, 4)
    parts, views, offset = [], [], 0
    for part in (positions, coordinates, first, second, picture):
        views.append({"buffer": 0, "byteOffset": offset, "byteLength": len(part)})
        part += b"\0" * (-len(part) % 4)
        parts.append(part)
        offset += len(part)
    document = {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0, "scale": [2, 2, 2], "translation": [5, 7, 9]}],
        "meshes": [{"primitives": [
            {"attributes": {"POSITION": 0, "TEXCOORD_0": 1}, "indices": 2, "material": 0},
            {"attributes": {"POSITION": 0, "TEXCOORD_0": 1}, "indices": 3, "material": 1}]}],
        "materials": [
            {"pbrMetallicRoughness": {
                "baseColorFactor": [0.5, 0.1, 0.1, 1], "metallicFactor": 0.25, "roughnessFactor": 0.75}},
            {"alphaMode": "MASK", "pbrMetallicRoughness": {"baseColorTexture": {"index": 0}, "metallicFactor": 0}}],
        "textures": [{"source": 0}],
        "images": [{"bufferView": 4, "mimeType": "image/png"}],
        "buffers": [{"byteLength": offset}],
        "bufferViews": views,
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 8, "type": "VEC3",
             "min": [0, 0, 0], "max": [s / 2 for s in SIZE]},
            {"bufferView": 1, "componentType": 5126, "count": 8, "type": "VEC2"},
            {"bufferView": 2, "componentType": 5123, "count": 30, "type": "SCALAR"},
            {"bufferView": 3, "componentType": 5123, "count": 6, "type": "SCALAR"}],
    }
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    binary = b"".join(parts)
    total = 12 + 8 + len(text) + 8 + len(binary)
    return (struct.pack("<III", 0x46546C67, 2, total) + struct.pack("<II", len(text), 0x4E4F534A) + text
            + struct.pack("<II", len(binary), 0x004E4942) + binary)


def rgbe(r, g, b):
    largest = max(r, g, b)
    if largest < 1e-32:
        return bytes(4)
    mantissa, exponent = math.frexp(largest)
    scale = mantissa * 256 / largest
    return bytes((int(r * scale), int(g * scale), int(b * scale), exponent + 128))


def radiance(width, height):
    """Sky of 1, ground of 0.25, and one pixel of 1000 at column 8, row 4."""
    pixels = b""
    for y in range(height):
        for x in range(width):
            value = 1000.0 if (x, y) == (8, 4) else 1.0 if y < height // 2 else 0.25
            pixels += rgbe(value, value, value)
    return f"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y {height} +X {width}\n".encode() + pixels


def main():
    root = Path(sys.argv[1]) / "assets"
    (root / "kit").mkdir(parents=True, exist_ok=True)
    (root / "surfaces").mkdir(exist_ok=True)
    (root / "pictures").mkdir(exist_ok=True)
    (root / "kit" / "cube.obj").write_text(obj())
    (root / "kit" / "cube.mtl").write_text(MTL)
    (root / "kit" / "leaf.png").write_bytes(png(8, 8, leaf, 4))
    (root / "kit" / "WoodenCube_1.stl").write_bytes(stl())
    (root / "kit" / "cube.glb").write_bytes(glb())
    (root / "kit" / "broken.glb").write_bytes(glb()[:200])
    (root / "kit" / "small.glb").write_bytes(glb())
    lines = [
        {"path": "kit/cube.glb", "category": "box", "size_m": list(SIZE), "plain_white": False},
        # The index knows better than the file, and that its colours were lost.
        {"path": "kit/small.glb", "category": "toy", "size_m": [0.2, 0.1, 0.05], "plain_white": True},
    ]
    (root / "kit" / "index.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines) + "not json\n")
    (root / "surfaces" / "wood_planks.png").write_bytes(png(8, 8, lambda x, y: (90 + 8 * y, 60 + 4 * y, 30), 3))
    (root / "surfaces" / "wood_planks_normal.png").write_bytes(png(8, 8, lambda x, y: (128, 128, 255), 3))
    (root / "pictures" / "sea.png").write_bytes(png(12, 8, lambda x, y: (20, 60, 200 - 10 * y), 3))
    (root / "noon.hdr").write_bytes(radiance(32, 16))


main()
