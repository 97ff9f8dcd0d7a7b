"""Values of the training losses, worked out with NumPy and SciPy alone, for Tests/TrainingTests.

    python3 Scripts/training-losses.py Tests/TrainingTests/Resources/losses.json

Needs numpy and scipy. Nothing here is differentiated: gradients are checked in the tests by finite differences.
"""

import json
import sys

import numpy as np
from scipy.ndimage import correlate1d


def trimmed(errors, share):
    errors = np.sort(errors)
    kept = int(np.ceil(round(len(errors) * share, 6)))
    return errors[:kept].mean() if kept else 0.0


def normalized(image, mask):
    known = np.sort(image[mask])
    median = known[(len(known) - 1) // 2]
    return (image - median) / np.abs(known - median).mean()


def windows(values, size):
    return np.lib.stride_tricks.sliding_window_view(values, (size, size))


def derivative(prediction, target, mask, kernels, power, scales):
    difference, known = np.where(mask, prediction - target, 0.0), mask.astype(float)
    total, count = 0.0, 0
    while count < scales and min(difference.shape) >= 3:
        whole = windows(known, 3).sum((2, 3)) == 9
        size = sum(np.abs((windows(difference, 3) * k).sum((2, 3))) ** power for k in kernels)
        total += size[whole].mean() if whole.any() else 0.0
        count += 1
        # The even blur, written as a five-tap correlation about the pixel before.
        taps = np.array([0, 1, 3, 3, 1]) / 8

        def half(values):
            rows = correlate1d(values, taps, axis=0, mode="constant")
            both = correlate1d(rows, taps, axis=1, mode="constant")
            return both[0 : 2 * (values.shape[0] // 2) : 2, 0 : 2 * (values.shape[1] // 2) : 2]

        weight = half(known)
        keep = weight > 0.5
        difference = np.where(keep, half(difference) / np.maximum(weight, 1e-6), 0.0)
        known = keep.astype(float)
    return total / count


def root_error(p, t):
    return np.abs(np.sqrt(p + 0.01) - np.sqrt(t + 0.01))


def lower_median(values):
    return np.sort(values)[(len(values) - 1) // 2]


def in_medians(values, mask):
    return values / max(lower_median(values[mask]), 0.02)


scharr = np.array([[-3, 0, 3], [-10, 0, 10], [-3, 0, 3]]) / 32
laplace = np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]]) / 4

random = np.random.default_rng(7)
cases = []
for rows, columns, known in [(40, 56, 1.0), (33, 47, 0.9), (12, 9, 0.97), (64, 64, 0.995)]:
    truth = 1 / random.uniform(0.5, 20, (rows, columns))
    truth[: rows // 4] = 0
    prediction = np.abs(truth * random.uniform(0.5, 1.5) + random.normal(0, 0.1, truth.shape))
    mask = random.random(truth.shape) < known
    prediction, truth = prediction.astype(np.float32), truth.astype(np.float32)
    p, t = prediction.astype(float), truth.astype(float)
    error = np.abs(p - t)[mask]
    pn, tn = normalized(p, mask), normalized(t, mask)
    gradient = [scharr, scharr.T]
    ratio = np.log((p + 0.01) / (t + 0.01))[mask]
    values = {
        "mae": error.mean(),
        "mae trimmed": trimmed(error, 0.8),
        "root-mae": root_error(p, t)[mask].mean(),
        "root-mae trimmed": trimmed(root_error(p, t)[mask], 0.8),
        "scaled-root-mae": root_error(in_medians(p, mask), in_medians(t, mask))[mask].mean(),
        "log-shape": np.abs(ratio - lower_median(ratio)).mean(),
        "scaled-root-mae trimmed": trimmed(root_error(in_medians(p, mask), in_medians(t, mask))[mask], 0.8),
        "log-scale": abs(ratio.mean()),
        "mse": (error**2).mean(),
        "mage": derivative(p, t, mask, gradient, 1, 6),
        "male": derivative(p, t, mask, [laplace], 1, 6),
        "msge": derivative(p, t, mask, gradient, 2, 6),
        "ssi-mae": np.abs(pn - tn)[mask].mean(),
        "ssi-mae trimmed": trimmed(np.abs(pn - tn)[mask], 0.8),
        "ssi-mage": derivative(pn, tn, mask, gradient, 1, 6),
    }
    cases.append({
        "rows": rows, "columns": columns,
        "prediction": [round(float(v), 7) for v in prediction.ravel()],
        "target": [round(float(v), 7) for v in truth.ravel()],
        "mask": mask.astype(int).ravel().tolist(), "values": values,
    })
with open(sys.argv[1], "w") as file:
    json.dump(cases, file, separators=(",", ":"))
