"""Makes a data set of rooms that no network of this package was trained on: twelve stereo pairs of a home, taken with an
OAK-D Lite by Nicolas Burrus, which the MIT-licensed package stereodemo carries. Depth is matched here, so it has holes.

    pip download --no-deps --no-binary :all: stereodemo==0.5 && tar xf stereodemo-0.5.tar.gz
    python3 Scripts/stereo-rooms.py stereodemo-0.5/datasets/oak-d rooms
    depthpro evaluate --dataset manifest:rooms --model small

Needs numpy and opencv-python-headless.
"""

import json
import pathlib
import sys

import cv2
import numpy as np

# The device's own calibration of its rectified pictures (datasets/oak-d/stereodemo_calib.json).
FOCAL, CENTRE, BASELINE = 451.0344543457031, (299.03839111328125, 255.16502380371094), 0.075
# Rectification leaves a border of 20 rows above and 29 columns at the right.
ROWS, COLUMNS = slice(20, 480), slice(0, 611)
FARTHEST = 12.0


def matched(left, right):
    """Disparity of the left picture in pixels, not a number where the right one's says something else."""
    doubled = [cv2.resize(x, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC) for x in (left, right)]
    levels, block = 192, 5
    padded = [cv2.copyMakeBorder(x, 0, 0, levels, levels, cv2.BORDER_CONSTANT) for x in doubled]
    matcher = cv2.StereoSGBM_create(0, levels, block, 24 * block**2, 32 * 3 * block**2, -1, 63, 8, 200, 2)
    mirrored = [np.ascontiguousarray(x[:, ::-1]) for x in reversed(padded)]
    own = matcher.compute(*padded)[:, levels:-levels].astype(np.float32) / 16
    other = matcher.compute(*mirrored)[:, ::-1][:, levels:-levels].astype(np.float32) / 16
    row, column = np.indices(own.shape)
    partner = np.round(column - own).astype(int)
    agrees = (own > -0.5) & (partner >= 0) & (partner < own.shape[1])
    agrees &= np.abs(other[row, partner.clip(0, own.shape[1] - 1)] - own) < 2
    agrees = cv2.morphologyEx(agrees.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)) > 0
    return np.where(agrees, own, np.nan)[::2, ::2] / 2


def cleaned(depth):
    """Without pixels that differ from their neighbours' median by 6 %, and patches of fewer than 200 pixels."""
    depth = np.nan_to_num(depth).astype(np.float32)
    middle = cv2.medianBlur(depth, 5)
    depth[(depth <= 0) | (np.abs(depth - middle) >= 0.06 * middle) | (depth > FARTHEST)] = 0
    _, labels, sizes, _ = cv2.connectedComponentsWithStats((depth > 0).astype(np.uint8), connectivity=4)
    depth[sizes[labels, 4] < 200] = 0
    return depth


if len(sys.argv) != 3:
    sys.exit(__doc__)
source, target = map(pathlib.Path, sys.argv[1:])
pairs = sorted(source.glob("*_left.png"))
if not pairs:
    sys.exit(f"{source}: holds no *_left.png; name stereodemo's folder datasets/oak-d")
target.mkdir(parents=True, exist_ok=True)
with open(target / "manifest.jsonl", "w") as manifest:
    for path in pairs:
        name = path.name.removesuffix("_left.png")
        left, right = (cv2.imread(str(path.with_name(f"{name}_{side}.png"))) for side in ("left", "right"))
        disparity = matched(left, right)
        disparity[disparity < 2] = np.nan
        depth = cleaned((FOCAL * BASELINE / disparity)[ROWS, COLUMNS])
        cv2.imwrite(str(target / f"{name}.png"), left[ROWS, COLUMNS])
        cv2.imwrite(str(target / f"{name}-depth.png"), np.round(depth * 1000).astype(np.uint16))
        row = {
            "id": name, "rgb": f"{name}.png", "depth": f"{name}-depth.png", "depth_scale": 0.001,
            "width": depth.shape[1], "height": depth.shape[0], "fx": FOCAL, "fy": FOCAL, "cx": CENTRE[0],
            "cy": CENTRE[1] - ROWS.start, "kind": "real", "dense": False, "metric": True, "registered": True,
            "licence": "MIT", "source": f"stereodemo 0.5, datasets/oak-d/{path.name}",
        }
        manifest.write(json.dumps(row) + "\n")
        print(f"{name}: {(depth > 0).mean():.0%} known, {np.median(depth[depth > 0]):.2f} m")
