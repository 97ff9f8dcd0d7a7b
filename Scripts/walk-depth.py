"""Makes a data set of a real street with depth in metres out of photographs of a walk, by structure from motion: the 29 of
Lund that the BSD-licensed OpenSfM carries (data/lund), of which those with a sure road are kept. Depth has holes: sky, what
is far ahead, and what two pictures do not show alike.

    python3 Scripts/walk-depth.py photos/opensfm walk
    depthpro datasets check manifest walk

Poses: SIFT, essential matrices, resection and bundle adjustment. Depth: planes of many distances, upright, level and along
the street, each pixel the one whose neighbours' pictures match best. Metres: the road lies HEIGHT below the camera.

Needs numpy, scipy and opencv-python-headless; a quarter of an hour of one core.
"""

import json
import pathlib
import sys

import cv2
import numpy as np

from walk_poses import CAMERA, LENS, WIDTH, Reconstruction, rotation, tracks

# As people hold a telephone; GPS tells 1.3 to 1.5 m, over the straight part.
HEIGHT = 1.48
KEPT = [*range(1, 14), 15]
SWEPT = (480, 360)


class Sweep:
    """Depth of one picture after another by matching planes."""

    def __init__(self, pictures, reconstruction):
        width, height = SWEPT
        self.pictures, self.poses = pictures, reconstruction.poses
        self.points = np.array(list(reconstruction.points.values()))
        self.gray = [cv2.cvtColor(x, cv2.COLOR_BGR2GRAY).astype(np.float32) for x in pictures]
        focal = LENS[0] * width / WIDTH
        self.camera = np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1]])
        self.row, self.column = np.mgrid[:height, :width].astype(np.float32)
        self.rays = np.stack(
            [(self.column - width / 2) / focal, (self.row - height / 2) / focal, np.ones_like(self.row)], -1)

    def planes(self, nearest):
        """Normals and distances, in units of the reconstruction: the camera is 0.4 above the road."""
        across = [(np.array([0, 0, 1.0]), 1 / x) for x in np.linspace(1 / 60, 1 / nearest, 110)]
        level = [(np.array([0, 1, tilt]), h) for h in np.linspace(0.12, 0.9, 60) for tilt in (-0.05, 0, 0.05)]
        along = [
            (np.array([side, 0, turn]), w)
            for side in (-1, 1) for w in np.geomspace(0.3, 5, 50) for turn in (-0.2, 0, 0.2)
        ]
        return [(normal / np.linalg.norm(normal), distance) for normal, distance in across + level + along]

    def depth(self, index):
        """Depth, how well it matches, how far a tenth of it moves a pixel, and contrast."""
        width, height = SWEPT
        mean = lambda x: cv2.boxFilter(x, -1, (9, 9))
        own = self.gray[index]
        own_mean = mean(own)
        own_variance = np.maximum(mean(own * own) - own_mean**2, 4)
        turn, shift = rotation(self.poses[index]), self.poses[index][3:]
        at = self.points @ turn.T + shift
        place = at[:, :2] / np.maximum(at[:, 2:], 1e-3) * self.camera[0, 0] + [width / 2, height / 2]
        inside = (at[:, 2] > 0.2) & (place > 0).all(1) & (place < SWEPT).all(1)
        relative = []
        for other in (index - 1, index + 1, index - 2, index + 2):
            if other in self.poses:
                turned = rotation(self.poses[other]) @ turn.T
                relative.append((self.gray[other], turned, self.poses[other][3:] - turned @ shift))
        best, depth = np.full((height, width), -1.0), np.zeros((height, width))
        for normal, distance in self.planes(max(0.6 * np.percentile(at[inside, 2], 2), 0.35)):
            slope = self.rays @ normal
            z = np.where(slope > 1e-4, distance / np.maximum(slope, 1e-4), np.inf)
            possible = (z > 0.3) & (z < (40 if normal[1] > 0.5 else 80))
            scores = []
            for gray, turned, moved_by in relative:
                plane = self.camera @ (turned + np.outer(moved_by, normal) / distance) @ np.linalg.inv(self.camera)
                seen = cv2.warpPerspective(
                    gray, plane, SWEPT, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderValue=-1000)
                unseen = (seen < 0) | ((self.rays @ turned[2]) * z + moved_by[2] < 0.15)
                other_mean = mean(seen)
                variance = np.maximum(mean(seen * seen) - other_mean**2, 4)
                score = (mean(own * seen) - own_mean * other_mean) / np.sqrt(own_variance * variance)
                score[cv2.dilate(unseen.astype(np.uint8), np.ones((9, 9))) > 0] = -0.5
                scores.append(score)
            score = np.where(possible, np.sort(np.stack(scores), 0)[-2:].mean(0), -1)
            better = score > best
            best[better], depth[better] = score[better], z[better]
        motion = np.zeros((height, width))
        for _, turned, moved_by in relative:
            ends = [self.rays * (depth * x)[..., None] @ turned.T + moved_by for x in (1, 1.1)]
            slopes = [p[..., :2] / np.maximum(p[..., 2:], 0.05) for p in ends]
            motion = np.maximum(motion, np.linalg.norm(slopes[0] - slopes[1], axis=-1) * self.camera[0, 0])
        return depth, best, motion, np.sqrt(own_variance)

    def sky(self, index):
        """What is blue or white and hangs down from the upper edge."""
        blue_, green, red = np.moveaxis(self.pictures[index].astype(np.float32), -1, 0)
        shades = cv2.cvtColor(self.pictures[index], cv2.COLOR_BGR2HSV)
        blue = (blue_ > 110) & (blue_ >= green + 2) & (green >= red - 4) & (blue_ - red > 8)
        white = (shades[..., 2] > 205) & (shades[..., 1] < 45)
        mask = ((blue | white) & (self.row < 0.62 * SWEPT[1])).astype(np.uint8)
        for operation in (cv2.MORPH_OPEN, cv2.MORPH_CLOSE):
            mask = cv2.morphologyEx(mask, operation, np.ones((5, 5)))
        count, labels, sizes, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
        top = labels[: int(0.12 * SWEPT[1])]
        is_sky = [
            n > 0 and sizes[n, 4] > 300 and (top == n).any() and blue[labels == n].mean() > 0.35 for n in range(count)
        ]
        return np.array(is_sky)[labels]

    def sure(self, index):
        """Depth where neighbours agree, 0 elsewhere."""
        depth, match, motion, contrast = self.depth(index)
        good = (match > 0.6) & (motion > 1) & (contrast > 3) & ~self.sky(index) & (self.pictures[index].sum(2) > 0)
        logarithm = np.log(depth)
        agree, total = np.zeros(depth.shape), np.zeros(depth.shape)
        for down in range(-8, 9, 2):
            for right in range(-8, 9, 2):
                other = np.roll(logarithm, (down, right), (0, 1))
                there = np.roll(good, (down, right), (0, 1))
                agree += there & (np.abs(other - logarithm) < 0.08)
                total += there
        return np.where(good & (agree > 0.45 * np.maximum(total, 1)) & (agree > 10), depth, 0)

    def road(self, depth, random):
        """The level plane below: normal and distance."""
        width, height = SWEPT
        below = (depth > 0) & (depth < 8) & (self.row > 0.55 * height) & (np.abs(self.column - width / 2) < 0.38 * width)
        points = (self.rays * depth[..., None])[below]
        points = points[random.choice(len(points), min(len(points), 6000), False)]
        most, best = 0, None
        for _ in range(3000):
            a, b, c = points[random.choice(len(points), 3, False)]
            normal = np.cross(b - a, c - a)
            normal *= np.sign(normal[1]) / max(np.linalg.norm(normal), 1e-12)
            distance = normal @ a
            if normal[1] < 0.985 or abs(normal[2]) > 0.13 or not 0.3 < distance < 0.45:
                continue
            on = np.abs(points @ normal - distance) < 0.06 * distance
            if on.sum() > most:
                most, best = on.sum(), on
        x, y, z = points[best].T
        slope = np.linalg.lstsq(np.c_[x, z, np.ones_like(x)], y, rcond=None)[0]
        normal = np.array([-slope[0], 1, -slope[1]])
        length = np.linalg.norm(normal)
        return normal / length, slope[2] / length

    def metres(self, index, random):
        """Depth in metres; the near road, which no other picture shows, goes on as it is farther away."""
        depth = self.sure(index)
        normal, above = self.road(depth, random)
        slope = self.rays @ normal
        ground = np.where(slope > 0.02, above / np.maximum(slope, 0.02), 0)
        aside = self.rays[..., 0] * ground
        on_road = (depth > 0) & (np.abs(depth - ground) < 0.08 * ground) & (ground > 4 * above) & (ground < 14 * above)
        left, right = np.percentile(aside[on_road], [4, 96]) if on_road.sum() > 200 else (0, 0)
        things = ((depth > 0) & (ground > 0) & (depth < 0.85 * ground)).astype(np.uint8)
        things = cv2.dilate(cv2.morphologyEx(things, cv2.MORPH_OPEN, np.ones((5, 5))), np.ones((15, 15))) > 0
        near = (ground > 0) & (ground < 6 * above) & (self.row > 0.6 * SWEPT[1]) & ~things
        near &= (aside > left + 0.1 * above) & (aside < right - 0.1 * above) & (self.pictures[index].sum(2) > 0)
        result = np.where(near, ground, depth) * HEIGHT / above
        return np.where(result < 60, result, 0)


def main(source, target):
    cv2.setNumThreads(1)
    cv2.setRNGSeed(0)
    random = np.random.default_rng(0)
    paths = sorted(source.glob("*lund*.jpg"))
    if len(paths) < 20:
        sys.exit(f"{source}: holds no photographs of Lund (*lund*.jpg); name the folder of OpenSfM's photographs")
    bent = [cv2.imread(str(p)) for p in paths]
    reconstruction = Reconstruction(tracks([cv2.cvtColor(x, cv2.COLOR_BGR2GRAY) for x in bent]))
    reconstruction.grow(len(paths))
    straight = [cv2.undistort(x, CAMERA, np.r_[LENS[1:], 0, 0]) for x in bent]
    sweep = Sweep([cv2.resize(x, SWEPT, interpolation=cv2.INTER_AREA) for x in straight], reconstruction)
    target.mkdir(parents=True, exist_ok=True)
    # Straightening leaves black rims.
    cut, focal = (slice(10, 470), slice(8, 632)), LENS[0] * 640 / WIDTH
    with open(target / "manifest.jsonl", "w") as manifest:
        for index in KEPT:
            name = f"lund_{index + 1:02}"
            picture = cv2.resize(straight[index], (640, 480), interpolation=cv2.INTER_AREA)[cut]
            depth = cv2.resize(sweep.metres(index, random), (640, 480), interpolation=cv2.INTER_NEAREST)[cut]
            cv2.imwrite(str(target / f"{name}.jpg"), picture, [cv2.IMWRITE_JPEG_QUALITY, 93])
            cv2.imwrite(str(target / f"{name}.png"), np.round(depth * 1000).astype(np.uint16))
            row = dict(
                id=name, rgb=f"{name}.jpg", depth=f"{name}.png", depth_scale=0.001, width=picture.shape[1],
                height=picture.shape[0], fx=focal, fy=focal, cx=320 - 8, cy=240 - 10, kind="real", dense=True,
                registered=True, licence="BSD-2-Clause")
            manifest.write(json.dumps(row) + "\n")
            print(f"{name}: {100 * (depth > 0).mean():.0f} % has depth, median {np.median(depth[depth > 0]):.1f} m", flush=True)


if len(sys.argv) != 3:
    sys.exit(__doc__)
main(*map(pathlib.Path, sys.argv[1:]))
