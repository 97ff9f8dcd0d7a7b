"""Where the photographs of a walk were taken, and what they see: structure from motion, for walk-depth.py."""

import sys

import cv2
import numpy as np
from scipy.optimize import least_squares
from scipy.sparse import coo_matrix

# Focal length in pixels of pictures 960 wide, and radial distortion: bundle adjustment of the first twelve, lens free.
LENS = np.array([924.0, 0.33, -0.95])
WIDTH, HEIGHT_PIXELS = 960, 720
CAMERA = np.array([[LENS[0], 0, WIDTH / 2], [0, LENS[0], HEIGHT_PIXELS / 2], [0, 0, 1]])
# It goes most nearly straight ahead.
FIRST_PAIR = 8


def tracks(pictures):
    """Points seen in two pictures and more: for each {picture: place}."""
    sift = cv2.SIFT_create(6000, contrastThreshold=0.015)
    found = [sift.detectAndCompute(x, None) for x in pictures]
    places = [np.array([k.pt for k in keys]) for keys, _ in found]
    roots = [np.sqrt(d / np.maximum(d.sum(1, keepdims=True), 1)).astype(np.float32) for _, d in found]
    parent = {}

    def root(x):
        while parent.setdefault(x, x) != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for i in range(len(pictures)):
        for j in range(i + 1, min(i + 4, len(pictures))):
            back = {m.queryIdx: m.trainIdx for m in cv2.BFMatcher().match(roots[j], roots[i])}
            pairs = [
                (a.queryIdx, a.trainIdx)
                for a, b in cv2.BFMatcher().knnMatch(roots[i], roots[j], 2)
                if a.distance < 0.85 * b.distance and back.get(a.trainIdx) == a.queryIdx
            ]
            if len(pairs) < 20:
                continue
            pairs = np.array(pairs)
            _, sure = cv2.findEssentialMat(
                places[i][pairs[:, 0]], places[j][pairs[:, 1]], CAMERA, cv2.RANSAC, 0.9999, 1.2, 5000)
            for a, b in pairs[sure.ravel() > 0]:
                parent[root((i, a))] = root((j, b))
    groups = {}
    for x in list(parent):
        groups.setdefault(root(x), []).append(x)
    return [
        {i: places[i][k] for i, k in sorted(group)}
        for group in groups.values()
        if len(group) >= 2 and len({i for i, _ in group}) == len(group)
    ]


def straightened(places):
    """Without the lens: slopes of rays."""
    bent = (places - [WIDTH / 2, HEIGHT_PIXELS / 2]) / LENS[0]
    slopes = bent.copy()
    for _ in range(8):
        square = (slopes**2).sum(-1, keepdims=True)
        slopes = bent / (1 + LENS[1] * square + LENS[2] * square**2)
    return slopes


def moved(poses, points):
    """Into cameras, by rotation vectors and translations."""
    angle = np.maximum(np.linalg.norm(poses[:, :3], axis=-1, keepdims=True), 1e-12)
    axis = poses[:, :3] / angle
    along = axis * (axis * points).sum(-1, keepdims=True) * (1 - np.cos(angle))
    return points * np.cos(angle) + np.cross(axis, points) * np.sin(angle) + along + poses[:, 3:]


def errors(poses, points, places):
    """Of projections, in pixels."""
    at = moved(poses, points)
    slopes = at[:, :2] / np.maximum(at[:, 2:], 1e-3)
    square = (slopes**2).sum(1, keepdims=True)
    bent = slopes * (1 + LENS[1] * square + LENS[2] * square**2)
    return LENS[0] * bent + [WIDTH / 2, HEIGHT_PIXELS / 2] - places


def rotation(pose):
    return cv2.Rodrigues(pose[:3])[0]


class Reconstruction:
    """Poses of pictures and places of tracks, grown picture by picture."""

    def __init__(self, seen):
        self.seen, self.poses, self.points = seen, {}, {}

    def start(self, first):
        both = [t for t in self.seen if first in t and first + 1 in t]
        a, b = (straightened(np.array([t[i] for t in both])) for i in (first, first + 1))
        essential, sure = cv2.findEssentialMat(a, b, np.eye(3), cv2.RANSAC, 0.9999, 1.5 / LENS[0], 10000)
        _, turn, shift, _ = cv2.recoverPose(essential, a, b, np.eye(3), mask=sure)
        self.poses = {first: np.zeros(6), first + 1: np.r_[cv2.Rodrigues(turn)[0].ravel(), shift.ravel()]}
        self.triangulate()
        self.adjust(10)

    def add(self, picture):
        known = [t for t, track in enumerate(self.seen) if picture in track and t in self.points]
        points = np.array([self.points[t] for t in known])
        slopes = straightened(np.array([self.seen[t][picture] for t in known]))
        found, turn, shift, sure = cv2.solvePnPRansac(
            points, slopes, np.eye(3), None, iterationsCount=5000, reprojectionError=4 / LENS[0],
            flags=cv2.SOLVEPNP_EPNP)
        if not found:
            sys.exit(f"picture {picture + 1} does not hang together with its neighbours")
        sure = sure.ravel()
        turn, shift = cv2.solvePnPRefineLM(points[sure], slopes[sure], np.eye(3), None, turn, shift)
        self.poses[picture] = np.r_[turn.ravel(), shift.ravel()]
        self.triangulate()
        self.adjust(10)
        self.triangulate()

    def check(self, t, point, limit):
        cameras = [i for i in self.seen[t] if i in self.poses]
        poses = np.array([self.poses[i] for i in cameras])
        points = np.repeat(point[None], len(cameras), 0)
        places = np.array([self.seen[t][i] for i in cameras])
        return (moved(poses, points)[:, 2] > 0.2).all() and np.abs(errors(poses, points, places)).max() < limit

    def triangulate(self):
        for t, track in enumerate(self.seen):
            cameras = [i for i in track if i in self.poses]
            if t in self.points or len(cameras) < 2:
                continue
            rows, rays = [], []
            for i in cameras:
                slope = straightened(track[i])
                turn = rotation(self.poses[i])
                whole = np.c_[turn, self.poses[i][3:]]
                rows += [slope[0] * whole[2] - whole[0], slope[1] * whole[2] - whole[1]]
                ray = turn.T @ np.r_[slope, 1]
                rays.append(ray / np.linalg.norm(ray))
            solution = np.linalg.svd(np.array(rows))[2][-1]
            point = solution[:3] / solution[3]
            cosine = min(a @ b for a in rays for b in rays)
            if cosine < np.cos(np.radians(1)) and self.check(t, point, 4):
                self.points[t] = point

    def adjust(self, steps):
        """Bundle adjustment; drops what does not fit before and after."""
        self.points = {t: p for t, p in self.points.items() if self.check(t, p, 30)}
        cameras, known = sorted(self.poses), sorted(self.points)
        column = {i: n for n, i in enumerate(cameras)}
        pairs = [(column[i], n, place) for n, t in enumerate(known) for i, place in self.seen[t].items() if i in column]
        camera, point = np.array([p[0] for p in pairs]), np.array([p[1] for p in pairs])
        places = np.array([p[2] for p in pairs])
        start = np.r_[np.ravel([self.poses[i] for i in cameras]), np.ravel([self.points[t] for t in known])]
        split = 6 * len(cameras)

        def residuals(x):
            return errors(x[:split].reshape(-1, 6)[camera], x[split:].reshape(-1, 3)[point], places).ravel()

        rows = np.arange(2 * len(pairs))
        columns = [np.repeat(6 * camera + k, 2) for k in range(6)] + [np.repeat(split + 3 * point + k, 2) for k in range(3)]
        pattern = coo_matrix(
            (np.ones(9 * len(rows)), (np.tile(rows, 9), np.concatenate(columns))), shape=(len(rows), len(start)))
        best = least_squares(
            residuals, start, jac_sparsity=pattern.tocsr(), loss="soft_l1", x_scale="jac", max_nfev=steps,
            tr_solver="lsmr").x
        self.poses = {i: best[6 * n : 6 * n + 6] for n, i in enumerate(cameras)}
        self.points = {t: best[split + 3 * n : split + 3 * n + 3] for n, t in enumerate(known)}
        self.points = {t: p for t, p in self.points.items() if self.check(t, p, 4)}

    def grow(self, count):
        self.start(FIRST_PAIR)
        while len(self.poses) < count:
            beside = [i for i in range(count) if i not in self.poses and {i - 1, i + 1} & set(self.poses)]
            shared = [sum(i in self.seen[t] for t in self.points) for i in beside]
            self.add(beside[int(np.argmax(shared))])
            print(f"{len(self.poses)} of {count} pictures, {len(self.points)} points", flush=True)
        for _ in range(4):
            self.adjust(30)
            self.triangulate()
