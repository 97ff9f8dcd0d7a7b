#!/usr/bin/env python3
"""Draws the golden values of GaborBank by SciPy, which shares no code with the network.

    pip install numpy scipy
    python3 Scripts/gabor-golden.py     # writes Tests/DepthProTests/Resources/gabor.npz: images and expected

Lightness is correlated with Gabor functions at every second pixel, mirrored at the borders; see Sources/DepthPro/Network/GaborBank.swift.
"""

import pathlib

import numpy as np
from scipy import ndimage

TARGET = pathlib.Path(__file__).parent.parent / "Tests/DepthProTests/Resources/gabor.npz"


def gabor(deviation, wavelength, angle, phase):
    y, x = np.mgrid[-7:8, -7:8].astype(float)
    along = x * np.cos(angle) + y * np.sin(angle)
    across = y * np.cos(angle) - x * np.sin(angle)
    envelope = np.exp(-(along**2 + across**2 / 2) / (2 * deviation**2))
    values = envelope * np.cos(2 * np.pi * along / wavelength + phase)
    values -= envelope * values.sum() / envelope.sum()
    return values / np.linalg.norm(values)


def expected(image):
    light = image.mean(0)
    strengths, odds = [], []
    for deviation, wavelength in [(1, 3), (1.8, 5.5), (3, 9)]:
        for direction in range(8):
            even, odd = (
                ndimage.correlate(light, gabor(deviation, wavelength, np.pi * direction / 8, phase), mode="mirror")[::2, ::2]
                for phase in (0, np.pi / 2)
            )
            strengths.append(np.sqrt(even**2 + odd**2 + 1e-6))
            odds.append(odd)
    contrast = ndimage.uniform_filter(np.mean(strengths, 0), 9, mode="mirror") + 0.02
    colours = image.reshape(3, image.shape[1] // 2, 2, image.shape[2] // 2, 2).mean((2, 4))
    return np.concatenate([np.array(strengths) / contrast - 1, np.array(odds) / contrast, colours, np.log(contrast)[None]])


def main():
    random = np.random.default_rng(20)
    # Smooth places, edges and noise; the second picture is flat, where only the offsets keep the quotient finite.
    y, x = np.mgrid[:16, :24] / 6
    picture = np.stack([np.sin(2 * x + c) * np.cos(y - c) + (x + y > 3) * 0.5 for c in range(3)])
    picture += random.normal(0, 0.05, picture.shape)
    images = np.stack([picture / 2, np.full(picture.shape, 0.3)]).astype(np.float32)
    results = np.stack([expected(image.astype(float)) for image in images]).astype(np.float32)
    np.savez(TARGET, images=images, expected=results)
    print(TARGET, results.shape)


main()
