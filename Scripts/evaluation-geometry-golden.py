#!/usr/bin/env python3
"""Write the golden values of point clouds and iBims-1, computed independently of the package.

    pip install numpy scipy scikit-image
    python3 Scripts/evaluation-geometry-golden.py Tests/EvaluationTests/Resources/geometry.json

Maps are base64 of little-endian float32, masks of packed bits; null stands for a metric that has no value. Formulas:
Depth Pro (arXiv 2410.02073), Tables 4 and 6; Spencer et al. 2022 (arXiv 2208.01489); Koch et al. 2018
(arXiv 1805.01328), section 3.2, and the published script of 2018 for what the paper leaves open.
"""

import base64
import json
import math
import sys

import numpy as np
import scipy.ndimage
import scipy.spatial
import skimage.feature

f32 = np.float32


def raster(values):
    values = np.ascontiguousarray(values, f32)
    return {
        "width": values.shape[1], "height": values.shape[0],
        "values": base64.b64encode(values.astype("<f4").tobytes()).decode(),
    }


def mask(values):
    packed = np.packbits(np.ascontiguousarray(values, bool))
    return {"width": values.shape[1], "height": values.shape[0], "bits": base64.b64encode(packed.tobytes()).decode()}


def is_depth(depth, low=0.0, high=math.inf):
    with np.errstate(invalid="ignore"):
        return np.isfinite(depth) & (depth > 0) & (depth >= np.float64(low)) & (depth <= np.float64(high))


def points(depth, camera, keep):
    """float64 points of the pixels to keep; the centre of the first pixel lies at (0.5, 0.5)"""
    f, cx, cy = camera
    rows, columns = np.nonzero(keep)
    z = depth[rows, columns].astype(np.float64)
    return np.stack([(columns + 0.5 - cx) / f * z, (rows + 0.5 - cy) / f * z, z], axis=1)


# Point clouds


def cloud_scores(prediction, target, camera, predicted_camera, low, high):
    valid = is_depth(target, low, high)
    p = points(prediction, predicted_camera, valid & is_depth(prediction)).astype(f32).astype(np.float64)
    g = points(target, camera, valid).astype(f32).astype(np.float64)
    if not len(p) or not len(g):
        return None
    there, back = scipy.spatial.cKDTree(g).query(p)[0], scipy.spatial.cKDTree(p).query(g)[0]
    precision, recall = np.mean(there < 0.1), np.mean(back < 0.1)
    positive = precision + recall > 0
    return {
        "chamfer": there.mean() + back.mean(), "precision": precision, "recall": recall,
        "f_score": 2 * precision * recall / (precision + recall) if positive else 0.0,
        "iou": precision * recall / (precision + recall - precision * recall) if positive else 0.0,
    }


def scene(rng, height, width):
    """Slanted rectangles before a slanted wall, 1 to 8 m."""
    y, x = np.mgrid[:height, :width]
    depth = 6 + 2 * x / width - y / height
    for _ in range(5):
        top, left = rng.integers(0, height - 6), rng.integers(0, width - 6)
        bottom, right = top + rng.integers(5, height // 2), left + rng.integers(5, width // 2)
        slope = rng.uniform(-0.03, 0.03, 2)
        rectangle = rng.uniform(1, 6) + slope[0] * x + slope[1] * y
        inside = (y >= top) & (y < bottom) & (x >= left) & (x < right)
        depth[inside] = rectangle[inside]
    return depth.clip(0.8).astype(f32)


def broken(rng, depth):
    depth = depth.copy()
    places = rng.choice(depth.size, 30, False)
    depth.flat[places] = np.tile([0, np.nan, np.inf, -1, -np.inf], 6)
    return depth


def cloud_cases():
    rng = np.random.default_rng(11)
    truth = scene(rng, 16, 20)
    noisy = (truth * rng.lognormal(0, 0.03, truth.shape)).astype(f32)
    centred, aside = (25.0, 10.0, 8.0), (21.5, 11.75, 6.5)
    yield "noisy", noisy, truth, centred, centred, 0.0, None
    yield "another camera", noisy, truth, centred, aside, 0.0, None
    yield "farther", (1.4 * noisy).astype(f32), truth, aside, aside, 0.0, None
    yield "range", noisy, truth, centred, centred, 2.0, 5.0
    yield "holes", broken(rng, noisy), broken(rng, truth), centred, centred, 0.0, None
    yield "perfect", truth, truth, centred, centred, 0.0, None
    yield "nowhere near", (100 * truth).astype(f32), truth, centred, centred, 0.0, None
    yield "constant", np.full((5, 6), 2.05, f32), np.full((5, 6), 2, f32), centred, centred, 0.0, None
    yield "single pixel", np.full((1, 1), 3, f32), np.full((1, 1), 2, f32), centred, centred, 0.0, None
    yield "no valid target", noisy, np.full(truth.shape, np.nan, f32), centred, centred, 0.0, None
    yield "no valid prediction", np.full(truth.shape, np.inf, f32), truth, centred, centred, 0.0, None


# iBims-1


def edges(depth):
    valid = is_depth(depth)
    values = depth.astype(np.float64)
    if not valid.any() or values[valid].max() == values[valid].min():
        return np.zeros(depth.shape, bool)
    normalized = (values - values[valid].min()) / (values[valid].max() - values[valid].min())
    keep = None if valid.all() else valid
    return skimage.feature.canny(normalized, math.sqrt(2), 0.15, 0.3, mask=keep)


def edge_scores(predicted, actual):
    if not actual.any():
        return None
    limit, count = 10.0, predicted.sum() + actual.sum()
    to_actual = scipy.ndimage.distance_transform_edt(~actual)
    near = predicted & (to_actual < limit)
    if not near.any():
        untruncated = scipy.ndimage.distance_transform_edt(~predicted)[actual].mean() if predicted.any() else None
        return {"accuracy": limit, "completeness": limit, "untruncated": untruncated}
    to_predicted = scipy.ndimage.distance_transform_edt(~predicted)
    both = np.minimum(to_actual[predicted], limit).sum() + np.minimum(to_predicted[actual], limit).sum()
    return {
        "accuracy": to_actual[near].mean(), "completeness": both / count,
        "untruncated": to_predicted[actual].mean(),
    }


def plane(depth, camera, keep):
    cloud = points(depth, camera, keep & is_depth(depth))
    if len(cloud) < 3:
        return None
    centered = cloud - cloud.mean(axis=0)
    normal = np.linalg.svd(centered, full_matrices=False)[2][2]
    return normal, 100 * np.std(centered @ normal)


def plane_scores(prediction, target, camera, planes, low, high):
    valid = is_depth(target, low, high)
    both = valid & is_depth(prediction)
    if not both.any():
        return None
    factor = np.median(target[both].astype(np.float64)) / np.median(prediction[both].astype(np.float64))
    scaled = prediction.copy()
    scaled[is_depth(prediction)] = (prediction[is_depth(prediction)].astype(np.float64) * factor).astype(f32)
    results = []
    for keep in planes:
        if keep.mean() <= 0.05:
            continue
        fits = plane(scaled, camera, keep & valid), plane(target, camera, keep & valid)
        if None in fits:
            continue
        (a, flatness), (b, _) = fits
        angle = math.degrees(math.atan2(np.linalg.norm(np.cross(a, b)), abs(a @ b)))
        results.append((flatness, angle))
    if not results:
        return None
    flatness, angle = np.mean(results, axis=0)
    return {"planarity": flatness, "orientation": angle, "count": len(results)}


def directed_scores(prediction, target, low, high):
    both = is_depth(target, low, high) & is_depth(prediction)
    if not both.any():
        return None
    difference = (prediction[both] <= 3).astype(int) - (target[both] <= 3)
    return {
        "agreeing": 100 * np.mean(difference == 0), "too_near": 100 * np.mean(difference == 1),
        "too_far": 100 * np.mean(difference == -1),
    }


def bands(shape):
    """Three masks that share no pixel, the last below 5 % of the image."""
    y, x = np.mgrid[: shape[0], : shape[1]]
    return [x + y < shape[1] // 2, (y > shape[0] // 2) & (x > shape[1] // 2), (y == 0) & (x == shape[1] - 1)]


def ibims_cases():
    rng = np.random.default_rng(12)
    camera = (30.5, 16.25, 12.5)
    truth = scene(rng, 24, 30)
    planes = bands(truth.shape)
    noisy = (truth * rng.lognormal(0, 0.01, truth.shape)).astype(f32)
    yield "noisy", noisy, truth, edges(truth), planes, camera, 0.0, None
    yield "range", (0.6 * scene(rng, 24, 30)).astype(f32), truth, edges(truth), planes, camera, 1.0, 6.0
    smooth = scipy.ndimage.gaussian_filter(noisy.astype(np.float64), 1.3).astype(f32)
    yield "smooth", smooth, truth, edges(truth), planes, camera, 0.0, None
    yield "holes", broken(rng, noisy), broken(rng, truth), edges(truth), planes, camera, 0.0, None
    rough = rng.uniform(1, 9, (16, 14)).astype(f32)
    yield "rough", rough, rough[::-1].copy(), rng.random(rough.shape) < 0.1, bands(rough.shape), camera, 0.0, None
    yield "one true edge", rough, rough, np.arange(rough.size).reshape(rough.shape) == 3, [], camera, 0.0, None
    yield "no true edges", rough, rough, np.zeros(rough.shape, bool), [], camera, 0.0, None
    yield "all edges", rough, rough, np.ones(rough.shape, bool), [], camera, 0.0, None
    flat = np.full(rough.shape, 2.5, f32)
    yield "constant prediction", flat, rough, rough > 8, bands(rough.shape), camera, 0.0, None
    yield "constant target", rough, flat, rough > 8, bands(rough.shape), camera, 0.0, None
    one = np.full((1, 1), 3, f32)
    yield "single pixel", one, one, one > 0, [one > 0], camera, 0.0, None
    yield "one row", rough[4:5], rough[5:6], rough[5:6] > 5, [rough[5:6] > 0], camera, 0.0, None
    nowhere = np.full(rough.shape, np.nan, f32)
    yield "no valid prediction", nowhere, rough, rough > 8, bands(rough.shape), camera, 0.0, None
    yield "no valid target", rough, np.full(rough.shape, np.inf, f32), rough > 8, bands(rough.shape), camera, 0.0, None


def main():
    clouds = []
    for name, prediction, target, camera, predicted_camera, low, high in cloud_cases():
        top = math.inf if high is None else high
        clouds.append(
            {
                "name": name, "prediction": raster(prediction), "target": raster(target), "camera": camera,
                "predictedCamera": predicted_camera, "minimum": low, "maximum": high,
                "scores": cloud_scores(prediction, target, camera, predicted_camera, low, top),
            })
    ibims = []
    for name, prediction, target, actual, planes, camera, low, high in ibims_cases():
        top = math.inf if high is None else high
        predicted = edges(prediction)
        ibims.append(
            {
                "name": name, "prediction": raster(prediction), "target": raster(target), "camera": camera,
                "minimum": low, "maximum": high, "edges": mask(actual), "planes": [mask(m) for m in planes],
                "predictedEdges": mask(predicted), "boundary": edge_scores(predicted, actual),
                "plane": plane_scores(prediction, target, camera, planes, low, top),
                "directed": directed_scores(prediction, target, low, top),
            })
    with open(sys.argv[1], "w") as file:
        lines = [",\n".join(json.dumps(case, allow_nan=False) for case in cases) for cases in (clouds, ibims)]
        file.write(f'{{"clouds": [\n{lines[0]}\n],\n"ibims": [\n{lines[1]}\n]}}\n')


main()
