"""Percentile bootstrap intervals by NumPy, for EvaluationTests.

    python Scripts/evaluation-bootstrap.py > Tests/EvaluationTests/Resources/bootstrap.json
"""

import json

import numpy as np

DRAWS = 100_000


def case(values):
    generator = np.random.Generator(np.random.PCG64(7))
    means = generator.choice(values, size=(DRAWS, len(values))).mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return {"values": list(values), "mean": float(np.mean(values)), "low": float(low), "high": float(high)}


def main():
    generator = np.random.Generator(np.random.PCG64(3))
    cases = [
        case(np.round(generator.uniform(0.2, 0.9, 40), 6)),
        case(np.round(generator.lognormal(-1.5, 0.8, 120), 6)),
        case(np.array([0.1, 0.2, 0.4, 0.8, 1.6])),
        case(np.array([0.0] * 30 + [1.0] * 10)),
    ]
    print(json.dumps(cases))


main()
