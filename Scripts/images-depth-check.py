#!/usr/bin/env python3
"""Opens photos that carry depth with other programs' readers and compares the depth with what was to be written.

    apt-get install libimage-exiftool-perl libheif-examples
    python3 -m pip install numpy pillow pillow-heif
    DEPTH_PHOTOS=/tmp/photos swift test -c release --filter DepthPhotoTests
    Scripts/images-depth-check.py /tmp/photos

GDepth is read as its specification says, from segments parsed here, and by exiftool; Apple's disparity by Pillow's reader
of multi-picture files and by pillow-heif (libheif), and scaled by the range in its XMP. exiftool's validation and
heif-info must have nothing to complain about.
"""

import base64
import io
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image, ImageFile

failures = 0


def report(name, ok, text):
    global failures
    failures += not ok
    print(f"{'ok  ' if ok else 'FAIL'}  {name}: {text}")


def read_pfm(path):
    with open(path, "rb") as file:
        assert file.readline().strip() == b"Pf"
        width, height = map(int, file.readline().split())
        kind = "<f4" if float(file.readline()) < 0 else ">f4"
        return np.frombuffer(file.read(), kind).reshape(height, width)[::-1].astype(np.float64)


def compare(name, depth, truth, step):
    if depth.shape != truth.shape:
        return report(name, False, f"is {depth.shape}, not {truth.shape}")
    errors = np.sort(np.abs(1 / depth - 1 / truth).ravel())
    worst = errors[int(0.95 * len(errors))]
    report(name, worst <= step, f"{depth.shape[1]}x{depth.shape[0]}, 95 % of 1/depth within {worst:.5f} /m")


def packets(data):
    """The XMP packet and the extended one of a JPEG file."""
    main, chunks, position = "", {}, 2
    while data[position] == 0xFF and data[position + 1] not in (0xDA, 0xC0, 0xC2):
        length = int.from_bytes(data[position + 2 : position + 4], "big")
        payload = data[position + 4 : position + 2 + length]
        if payload.startswith(b"http://ns.adobe.com/xap/1.0/\0"):
            main = payload[29:].decode()
        elif payload.startswith(b"http://ns.adobe.com/xmp/extension/\0"):
            guid, size, offset = payload[35:67], payload[67:71], payload[71:75]
            chunks[int.from_bytes(offset, "big")] = payload[75:]
            total = int.from_bytes(size, "big")
            assert guid.decode() in main, "the extended packet is not the one that the packet names"
        position += 2 + length
    extended = b"".join(chunks[offset] for offset in sorted(chunks))
    assert not chunks or len(extended) == total, "the extended packet is not whole"
    if chunks:
        import hashlib

        assert hashlib.md5(extended).hexdigest().upper() == guid.decode(), "the extended packet has another digest"
    return main, extended.decode()


def grey(picture):
    levels = np.asarray(picture)
    return (levels if levels.ndim == 2 else levels[..., 0]) / (65535 if levels.dtype != np.uint8 else 255)


def google(path, truth):
    main, extended = packets(path.read_bytes())
    near, far = (float(re.search(f'GDepth:{key}="([^"]+)"', main)[1]) for key in ("Near", "Far"))
    picture = Image.open(io.BytesIO(base64.b64decode(re.search('GDepth:Data="([^"]+)"', extended)[1])))
    level = grey(picture)
    compare("gdepth, parsed here", far * near / (far - level * (far - near)), truth, 2e-5)
    told = subprocess.run(
        ["exiftool", "-b", "-XMP-GDepth:DepthImage", path], capture_output=True, check=True).stdout
    compare("gdepth, exiftool", far * near / (far - grey(Image.open(io.BytesIO(told))) * (far - near)), truth, 2e-5)


def apple(name, levels, description, truth):
    low, high = (float(re.search(f"<apdi:Float{key}Value>([^<]+)<", description)[1]) for key in ("Min", "Max"))
    compare(name, 1 / (low + levels * (high - low)), truth, 0.03 * (high - low))
    focal = float(re.search("<depthData:IntrinsicMatrix><rdf:Seq><rdf:li>([^<]+)<", description)[1])
    report(name, abs(focal - 80) < 1e-6, f"focal length {focal}")


def apple_jpeg(path, truth):
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with Image.open(path) as picture:
        report("jpeg-depth, Pillow", picture.format == "MPO" and picture.n_frames == 2, f"{picture.format}")
        picture.seek(1)
        apple("jpeg-depth, Pillow", grey(picture), picture.info["xmp"].decode(), truth)


def apple_heic(path, truth):
    file = pillow_heif.open_heif(path)
    depth = file.info["depth_images"][0]
    text = subprocess.run(["heif-info", path], capture_output=True, text=True, check=True).stdout
    report("heic-depth, heif-info", "depth channel: yes" in text, f"{text.count('image:')} picture in sight")
    description = re.search(rb"<x:xmpmeta.*?</x:xmpmeta>", path.read_bytes(), re.S)[0].decode()
    apple("heic-depth, pillow-heif", grey(depth.to_pillow()), description, truth)


def main():
    folder = Path(sys.argv[1])
    truth = read_pfm(folder / "depth.pfm")
    google(folder / "photo.gdepth.jpg", truth)
    apple_jpeg(folder / "photo.depth.jpg", truth)
    apple_heic(folder / "photo.depth.heic", truth)
    for path in sorted(folder.glob("photo.*")):
        told = subprocess.run(
            ["exiftool", "-validate", "-warning", "-error", "-a", path], capture_output=True, text=True).stdout
        report(path.name, re.search(r"Validate\s*: OK", told) is not None, " ".join(told.split()))
    sys.exit(1 if failures else 0)


main()
