#!/usr/bin/env python3
"""Write the golden values of Tests/EvaluationTests/Resources: every metric, computed independently of the package.

    pip install numpy scipy torch
    python3 Scripts/evaluation-golden.py Tests/EvaluationTests/Resources/expected.json

Each case holds a prediction, a target and perhaps a matte as base64 of little-endian float32, and the scores for every
alignment; null where no pixel can be scored. Formulas: Depth Pro (arXiv 2410.02073), section 4 and Tables 2 to 4;
alignment: Ranftl et al. 2022 (arXiv 1907.01341), equations 4 to 6.
"""

import base64
import json
import math
import sys

import numpy as np
import scipy.ndimage
import torch

np.seterr(all="ignore")
ALIGNMENTS = ["none", "median", "scale", "affine-inverse", "affine-inverse-robust"]
THRESHOLDS = np.linspace(1.05, 1.25, 10)
WEIGHTS = THRESHOLDS / THRESHOLDS.sum()


# Preparation


def resized(depth, shape):
    if depth.shape == shape:
        return depth
    tensor = torch.from_numpy(depth.astype(np.float64))[None, None]
    result = torch.nn.functional.interpolate(tensor, size=shape, mode="bilinear", align_corners=False)
    return result[0, 0].numpy().astype(np.float32)


def is_depth(depth, low=0.0, high=math.inf):
    return np.isfinite(depth) & (depth > 0) & (depth >= np.float64(low)) & (depth <= np.float64(high))


def transform(alignment, prediction, target):
    """The alignment fitted to vectors of valid depths, as a function of an array of depths."""
    p, g = prediction.astype(np.float64), target.astype(np.float64)
    if alignment == "none":
        return lambda d: d
    if alignment == "median":
        return lambda d: d * (np.median(g) / np.median(p))
    if alignment == "scale":
        factor = np.linalg.lstsq(p[:, None], g, rcond=None)[0][0]
        return lambda d: d * factor
    if alignment == "affine-inverse":
        system = np.stack([1 / p, np.ones_like(p)], axis=1)
        scale, shift = np.linalg.lstsq(system, 1 / g, rcond=None)[0]
        return lambda d: 1 / np.maximum(scale / d + shift, 0)
    center_p, center_g = np.median(1 / p), np.median(1 / g)
    spread_p, spread_g = np.abs(1 / p - center_p).mean(), np.abs(1 / g - center_g).mean()
    factor = spread_g / spread_p if spread_p > 0 else 0.0
    return lambda d: 1 / np.maximum((1 / d - center_p) * factor + center_g, 0)


def applied(function, depth, farthest):
    result = depth.astype(np.float64)
    valid = is_depth(depth)
    # Negative inverse depth came out infinitely far.
    result[valid] = np.minimum(function(result[valid]), farthest)
    return result.astype(np.float32)


# Metrics


def depth_scores(prediction, target):
    d, g = prediction.astype(np.float64), target.astype(np.float64)
    ratio = np.maximum(d / g, g / d)
    log = np.log(d) - np.log(g)
    return {
        "delta1": np.mean(ratio < 1.25),
        "delta2": np.mean(ratio < 1.25**2),
        "delta3": np.mean(ratio < 1.25**3),
        "abs_rel": np.mean(np.abs(d - g) / g),
        "log10": np.mean(np.abs(np.log10(d) - np.log10(g))),
        "rmse": np.sqrt(np.mean((d - g) ** 2)),
        "rmse_log": np.sqrt(np.mean(log**2)),
        "si_log": 100 * np.std(log),
    }


def ratios(values):
    """left, right, top, bottom"""
    return [
        values[:, :-1] / values[:, 1:], values[:, 1:] / values[:, :-1],
        values[:-1] / values[1:], values[1:] / values[:-1],
    ]


def both_valid(valid):
    across, down = valid[:, :-1] & valid[:, 1:], valid[:-1] & valid[1:]
    return [across, across, down, down]


def inverse(depth):
    return np.float32(1) / np.clip(depth, np.float32(1e-6), None)


def boundary_scores(prediction, target, valid):
    keep = both_valid(valid)
    p, g = ratios(inverse(prediction)), ratios(inverse(target))
    totals = np.zeros(3)
    for threshold, weight in zip(THRESHOLDS, WEIGHTS):
        precisions, recalls = [], []
        for pk, gk, kept in zip(p, g, keep):
            predicted = (pk.astype(np.float64) > threshold) & kept
            actual = (gk.astype(np.float64) > threshold) & kept
            common = np.count_nonzero(predicted & actual)
            precisions.append(common / max(np.count_nonzero(predicted), 1))
            recalls.append(common / max(np.count_nonzero(actual), 1))
        precision, recall = np.mean(precisions), np.mean(recalls)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall > 0 else 0.0
        totals += weight * np.array([f1, precision, recall])
    return totals


def thinned(ratio, threshold, kept):
    """Row by row, the first largest of each run of ratios above the threshold."""
    result = np.zeros(ratio.shape, bool)
    for row in range(ratio.shape[0]):
        runs, count = scipy.ndimage.label((ratio[row].astype(np.float64) > threshold) & kept[row])
        for (run,) in scipy.ndimage.find_objects(runs) if count else []:
            result[row, run.start + np.argmax(ratio[row, run])] = True
    return result


def matte_recall(prediction, matte, valid):
    b = matte.astype(np.float64) > 0.1
    actual = [b[:, :-1] & ~b[:, 1:], b[:, 1:] & ~b[:, :-1], b[:-1] & ~b[1:], b[1:] & ~b[:-1]]
    total = 0.0
    for threshold, weight in zip(THRESHOLDS, WEIGHTS):
        recalls = []
        for k, (ratio, gk, kept) in enumerate(zip(ratios(inverse(prediction)), actual, both_valid(valid))):
            if k < 2:
                predicted = thinned(ratio, threshold, kept)
            else:
                predicted = thinned(ratio.T, threshold, kept.T).T
            recalls.append(np.count_nonzero(predicted & gk & kept) / max(np.count_nonzero(gk & kept), 1))
        total += weight * np.mean(recalls)
    return total


# Cases


def scores(alignment, prediction, target, matte, low, high):
    same = resized(prediction, target.shape)
    scored = is_depth(target, low, high) & is_depth(same)
    if not scored.any():
        return None
    function = transform(alignment, same[scored], target[scored])
    farthest = high if alignment.startswith("affine") else math.inf
    aligned = applied(function, same, farthest)
    truth = is_depth(target, low, high)
    valid = truth & is_depth(aligned)
    if not valid.any():
        return None
    result = depth_scores(aligned[valid], target[valid])
    everything = np.ones(target.shape, bool)
    for suffix, mask in [("", everything), ("_valid", valid)]:
        values = boundary_scores(aligned, target, mask)
        for name, value in zip(["f1", "precision", "recall"], values):
            result[f"boundary_{name}{suffix}"] = value
    if matte is not None:
        at_matte = applied(function, resized(prediction, matte.shape), farthest)
        result["matte_recall"] = matte_recall(at_matte, matte, np.ones(matte.shape, bool))
        result["matte_recall_valid"] = matte_recall(at_matte, matte, is_depth(at_matte))
    result["scored_pixels"] = np.count_nonzero(valid)
    result["invalid_predictions"] = np.count_nonzero(truth & ~valid)
    return {key: float(f"{value:.10g}") for key, value in result.items()}


def raster(values):
    if values is None:
        return None
    height, width = values.shape
    return {"width": width, "height": height, "values": base64.b64encode(values.astype("<f4").tobytes()).decode()}


def scene(rng, height, width, steps=9):
    """Rectangles in front of a slope."""
    y, x = np.mgrid[:height, :width]
    depth = 4 + 0.05 * x + 0.1 * y
    for _ in range(steps):
        top, left = rng.integers(height), rng.integers(width)
        bottom, right = top + rng.integers(1, max(height // 2, 2)), left + rng.integers(1, max(width // 2, 2))
        depth[top:bottom, left:right] = rng.uniform(0.5, 6)
    return depth


def cases():
    rng = np.random.default_rng(4)
    f32 = np.float32
    truth = scene(rng, 12, 16).astype(f32)
    noisy = (truth * rng.lognormal(0, 0.1, truth.shape)).astype(f32)
    matte = (truth < 4.5).astype(f32) * rng.uniform(0.05, 1, truth.shape).astype(f32)
    yield "perfect", truth, truth, matte, 0.0, None
    yield "scaled", (truth * 3).astype(f32), truth, matte, 0.0, None
    yield "noisy", noisy, truth, matte, 0.0, None
    yield "range", noisy, truth, matte, 1.0, 5.0
    yield "sheared", (1 / (0.3 / truth + 0.05) + 0.2 * noisy).astype(f32), truth, matte, 0.1, 10.0
    opposite = (1 / (1.2 - 0.5 / truth)).astype(f32)
    yield "opposite", np.abs(opposite) + f32(0.1), truth, matte, 0.0, None
    holes, broken = truth.copy(), noisy.copy()
    holes.flat[rng.choice(192, 30, False)] = np.tile([0, np.nan, np.inf, -1, -np.inf, 1e-9], 5)
    broken.flat[rng.choice(192, 30, False)] = np.tile([0, np.nan, np.inf, -1, -np.inf, 1e-9], 5)
    yield "holes", broken, holes, matte, 0.0, None
    yield "holes in the prediction", broken, truth, matte, 0.5, 8.0
    yield "smaller prediction", scene(rng, 7, 10).astype(f32), truth, matte, 0.0, None
    yield "larger prediction", scene(rng, 20, 19).astype(f32), truth, scene(rng, 9, 33).astype(f32) / f32(30), 0.0, 9.0
    yield "smaller prediction with holes", broken[:9, :7], truth, matte, 0.0, None
    ties = rng.choice([1, 1.25, 1.5625, 2, 4, 5, 1.05, 1.1025], (14, 15)).astype(f32)
    yield "ties", ties, rng.choice([1, 1.25, 2, 4, 5, 1.05], (14, 15)).astype(f32), (ties < 1.5).astype(f32), 0.0, None
    stairs = (2.0 ** (np.arange(12)[:, None] // 2 % 5 - np.arange(13)[None] % 4)).astype(f32)
    yield "equal runs", stairs, stairs.T[:12, :12].repeat(2, 1)[:, :13], (stairs < 1.5).astype(f32), 0.0, None
    yield "constant", np.full((6, 5), 2, f32), np.full((6, 5), 2.5, f32), np.zeros((6, 5), f32), 0.0, None
    yield "constant prediction", np.full((12, 16), 2.7, f32), truth, matte, 0.0, None
    yield "alpha threshold", stairs, stairs, rng.choice([0.0, 0.1, 0.1000001, 1, np.nan], stairs.shape).astype(f32), 0.0, None
    yield "single pixel", np.full((1, 1), 3, f32), np.full((1, 1), 2, f32), np.ones((1, 1), f32), 0.0, None
    yield "single pixel prediction", np.full((1, 1), 3, f32), truth, matte, 0.0, None
    yield "one row", noisy[5:6], truth[5:6], matte[5:6], 0.0, None
    yield "one column", noisy[:, 9:10], truth[:, 9:10], matte[:, 9:10], 0.0, None
    yield "no valid target", noisy, np.full(truth.shape, np.nan, f32), matte, 0.0, None
    yield "no valid prediction", np.full(truth.shape, np.inf, f32), truth, matte, 0.0, None
    yield "nothing in range", noisy, truth, None, 50.0, 80.0
    border = np.full((9, 9), 2, f32)
    border[0], border[-1], border[:, 0], border[:, -1] = 1, 5, 1.2, 8
    yield "borders", border, border[::-1].copy(), (border < 2).astype(f32), 0.0, None
    tall = rng.lognormal(0, 3, (16, 11)).astype(f32)
    yield "great range", tall, (tall * rng.lognormal(0, 1, tall.shape)).astype(f32), (tall < 1).astype(f32), 0.0, None


def main():
    result = []
    for name, prediction, target, matte, low, high in cases():
        top = math.inf if high is None else high
        result.append(
            {
                "name": name, "minimum": low, "maximum": high,
                "prediction": raster(prediction), "target": raster(target), "matte": raster(matte),
                "scores": {a: scores(a, prediction, target, matte, low, top) for a in ALIGNMENTS},
            })
    rng = np.random.default_rng(5)
    actual = rng.uniform(500, 4000, 40).round(1)
    estimated = actual * rng.lognormal(0, 0.4, 40)
    actual[:4], estimated[:4] = 1000, [1250, 750, 1500, 500]
    errors = np.abs(estimated / actual - 1)
    errors[:4] = [0.25, 0.25, 0.5, 0.5]
    focal = {
        "actual": actual.tolist(), "estimated": estimated.tolist(), "errors": errors.tolist(),
        "delta25": 100 * float(np.mean(errors < 0.25)), "delta50": 100 * float(np.mean(errors < 0.5)),
    }
    with open(sys.argv[1], "w") as file:
        lines = ",\n".join(json.dumps(case, allow_nan=False) for case in result)
        file.write(f'{{"focal": {json.dumps(focal)},\n"cases": [\n{lines}\n]}}\n')


main()
