#!/usr/bin/env python3
"""Runs the commands of the documentation as they stand there, and makes its pictures of what they write.

    make doc-pictures                                # all of it
    Scripts/doc-pictures.py docs/views.md            # one document; needs Pillow, and depthpro on the PATH

In a document, `<!-- run -->` before a block of commands has them run. All blocks of a document run in one shell, in an
empty folder in which `Examples` is that of the repository. Then

    <!-- picture NAME HEIGHT: FILE FILE … -->

puts pictures beside each other, each HEIGHT pixels high, as docs/pictures/NAME. FILE@0.25 is the frame after a quarter of
an animation. A command that fails, or a file that is not there, ends the script with status 1.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ["README.md", "docs/augmented-reality.md", "docs/editing.md", "docs/views.md", "docs/depth-photos.md"]
RUN = re.compile(r"<!-- run -->\n```sh\n(.*?)```", re.DOTALL)
PICTURE = re.compile(r"<!-- picture (\S+) (\d+): ([^>]+?) -->")
GAP = 6


def opened(folder, name):
    """A picture in RGB, what is transparent on a chessboard of greys."""
    path, _, place = name.partition("@")
    image = Image.open(folder / path)
    if place:
        image.seek(round(float(place) * (image.n_frames - 1)))
    if image.mode not in ("RGBA", "LA", "P"):
        return image.convert("RGB")
    image = image.convert("RGBA")
    board = Image.new("RGB", image.size)
    side = max(image.height // 24, 4)
    for y in range(0, image.height, side):
        for x in range(0, image.width, side):
            grey = 235 if (x + y) // side % 2 else 205
            board.paste((grey, grey, grey), (x, y, min(x + side, image.width), min(y + side, image.height)))
    board.paste(image, mask=image.getchannel("A"))
    return board


def joined(images, height):
    images = [
        image.resize((round(image.width * height / image.height), height), Image.Resampling.LANCZOS) for image in images
    ]
    width = sum(image.width for image in images) + GAP * (len(images) - 1)
    sheet = Image.new("RGB", (width, height), "white")
    left = 0
    for image in images:
        sheet.paste(image, (left, 0))
        left += image.width + GAP
    return sheet


def make(document):
    text = (ROOT / document).read_text()
    blocks = RUN.findall(text)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "Examples").symlink_to(ROOT / "Examples")
        script = "set -ex\n" + "\n".join(blocks)
        if subprocess.run(["bash", "-c", script], cwd=folder).returncode != 0:
            sys.exit(f"{document}: a command failed")
        for picture, height, files in PICTURE.findall(text):
            try:
                images = [opened(folder, file) for file in files.split()]
            except OSError as error:
                sys.exit(f"{document}: {picture}: {error}")
            target = ROOT / "docs/pictures" / picture
            joined(images, int(height)).save(target, quality=88, optimize=True)
            print(f"{document}: {target.relative_to(ROOT)} of {files}")


for document in sys.argv[1:] or DOCUMENTS:
    make(document)
