#!/usr/bin/env python3
"""Writes Sources/Images/Visualization/ColorMap+Tables.swift from matplotlib's colour maps.

    pip install matplotlib numpy && Scripts/images-colormaps.py

Entries are floor(255 * colour): what the reference implementation's `(cmap(x) * 255).astype(uint8)` gives.
"""
import pathlib

import matplotlib
import numpy as np

MAPS = {
    "turbo": "by Anton Mikhailov, copyright 2019 Google LLC, Apache-2.0",
    "viridis": "by Nathaniel Smith, Stéfan van der Walt and Eric Firing, CC0",
    "magma": "by Nathaniel Smith and Stéfan van der Walt, CC0",
    "inferno": "by Nathaniel Smith and Stéfan van der Walt, CC0",
}
PER_LINE = 16

lines = [
    "// Written by Scripts/images-colormaps.py; do not edit.",
    "",
    "extension ColorMap {",
    "    // 256 colours each, two hexadecimal digits for red, green and blue, lowest value first.",
]
for name, origin in MAPS.items():
    table = (matplotlib.colormaps[name](np.arange(256))[:, :3] * 255).astype(np.uint8)
    lines += ["", f"    /// The colours of {name}, {origin}.", f'    static let {name}Digits = """']
    for start in range(0, 256, PER_LINE):
        digits = table[start : start + PER_LINE].tobytes().hex()
        last = start + PER_LINE == 256
        lines.append(f"        {digits}" + ("" if last else "\\"))
    lines.append('        """')
lines.append("}")
out = pathlib.Path(__file__).parents[1] / "Sources/Images/Visualization/ColorMap+Tables.swift"
out.write_text("\n".join(lines) + "\n")
