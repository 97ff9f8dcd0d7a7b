#!/usr/bin/env python3
"""Writes a tiny copy of every evaluation set in its published layout, beside those of datasets-fixtures.py.

    pip install numpy h5py scipy OpenEXR pillow && Scripts/datasets-evaluation-fixtures.py

Pictures, true depths and `expect` are those of datasets-fixtures.py, which must have run before: its folders and
`expected.json` are kept, and that file gains the sets of this script.
"""
import importlib.util
import json
import pathlib
import shutil
import struct

import h5py
import numpy as np
import scipy.io
from PIL import Image

spec = importlib.util.spec_from_file_location("fixtures", pathlib.Path(__file__).with_name("datasets-fixtures.py"))
common = importlib.util.module_from_spec(spec)
spec.loader.exec_module(common)
path, text, image, png16, grey, pfm, npy = (
    common.path, common.text, common.image, common.png16, common.grey, common.pfm, common.npy)
slope, expect, picture, zero_unknown = common.slope, common.expect, common.picture, common.zero_unknown
WIDTH, HEIGHT, COLUMNS, ROWS = common.WIDTH, common.HEIGHT, common.COLUMNS, common.ROWS

# The camera of most sets here: focal length 9.5, centre (8, 6) from the corner, (7.5, 5.5) from the first pixel's middle.
MATRIX = np.array([[9.5, 0, 7.5], [0, 9.5, 5.5], [0, 0, 1]])
CAMERA = (9.5, 8, 6)


def inverse(depth, factor):
    """Disparities, infinite where unknown."""
    return np.where(np.isnan(depth), np.inf, factor / depth)


def sintel():
    root = "sintel"
    for seed, part in enumerate(["final", "clean"]):
        image(seed, root, "training", part, "alley_1/frame_0001.png")
        image(seed + 2, root, "training", part, "market_2/frame_0007.png")
    tag = struct.pack("<f", 202021.25)
    for seed, file in enumerate(["alley_1/frame_0001", "market_2/frame_0007"]):
        depth = zero_unknown(slope(seed)).astype("<f4")
        path(root, "training/depth", f"{file}.dpt").write_bytes(
            tag + struct.pack("<ii", WIDTH, HEIGHT) + depth.tobytes())
        path(root, "training/camdata_left", f"{file}.cam").write_bytes(
            tag + MATRIX.astype("<f8").tobytes() + np.eye(3, 4).astype("<f8").tobytes())
    samples = {0: ("alley_1/0001", slope(0), CAMERA), 1: ("market_2/0007", slope(1), CAMERA)}
    expect(root, samples, count=2)
    expect(root, samples, count=2, split="clean")


def nyu_v2():
    root = "nyu-v2"
    # MATLAB's column-major arrays, as HDF5 sees them: image × channel × column × row.
    colors = np.stack([picture(seed).transpose(2, 1, 0) for seed in range(3)])
    depths = np.stack([zero_unknown(slope(seed)).T for seed in range(3)]).astype(np.float32)
    with h5py.File(path(root, "nyu_depth_v2_labeled.mat"), "w", userblock_size=512) as file:
        file.create_dataset("images", data=colors, chunks=(1, 3, 16, 12), compression="gzip")
        file.create_dataset("rawDepths", data=depths, chunks=(1, 16, 12), compression="gzip")
        file.create_dataset("depths", data=depths + 1)
    scipy.io.savemat(
        path(root, "splits.mat"), {"trainNdxs": np.array([[1.0]]), "testNdxs": np.array([[2.0], [3.0]])})
    scale = 16 / 640
    camera = (518.85790117450188 * scale, (325.58244941119034 + 0.5) * scale, (253.73616633400465 + 0.5) * scale)
    expect(root, {0: ("0001", slope(0), camera), 2: ("0003", slope(2), camera)}, count=3)
    expect(root, {0: ("0001", slope(0), camera)}, count=1, split="train")
    expect(root, {0: ("0002", slope(1), camera), 1: ("0003", slope(2), camera)}, count=2, split="test")
    cropped = np.full((HEIGHT, WIDTH), np.nan)
    rows, columns = slice(12 * 45 // 480, 12 * 471 // 480), slice(16 * 41 // 640, 16 * 601 // 640)
    cropped[rows, columns] = slope(1)[rows, columns]
    expect(root, {0: ("0002", cropped, camera)}, count=2, split="eigen")


def ibims_1():
    root = "ibims-1"
    for seed, name in enumerate(["corridor_01", "kitchen_02"]):
        valid, transparent = np.ones((HEIGHT, WIDTH), np.uint8), np.ones((HEIGHT, WIDTH), np.uint8)
        valid[11, 15], transparent[6, 8] = 0, 0
        edges, walls, none = (np.zeros((HEIGHT, WIDTH), np.uint8) for _ in range(3))
        edges[4, 2:9] = 1
        walls[:6, :8], walls[:6, 8:] = 1, 2
        matrix = MATRIX.T.copy()
        matrix[2, :2] += 1
        scipy.io.savemat(
            path(root, "ibims1_core_mat", f"{name}.mat"),
            {"data": {
                "rgb": picture(seed), "depth": zero_unknown(slope(seed)), "edges": edges, "calib": matrix,
                "mask_invalid": valid.astype(bool), "mask_transp": transparent, "mask_wall": walls,
                "mask_wall_paras": np.array([[0.0, 1.0, 0.0, -2.0], [0.6, 0.0, 0.8, 1.0]]), "mask_table": none,
                "mask_table_paras": np.zeros((0, 0)), "mask_floor": none, "mask_floor_paras": np.zeros((0, 0)),
            }}, do_compression=seed == 0)
    truth = slope(1)
    truth[11, 15] = truth[6, 8] = np.nan
    expect(root, {1: ("kitchen_02", truth, CAMERA)}, count=2)
    # The other form, in a folder of its own, for a test of its own.
    other, name = "ibims-1-png", "corridor_01"
    image(0, other, "ibims1_core_raw/rgb", f"{name}.png")
    png16(np.round(zero_unknown(slope(0)) * 65535 / 50), other, "ibims1_core_raw/depth", f"{name}.png")
    text("9.5,0,8.5\n0,9.5,6.5\n0,0,1\n", other, "ibims1_core_raw/calib", f"{name}.txt")
    masks = {"mask_invalid": valid * 255, "mask_transp": transparent * 255, "edges": edges * 255, "mask_wall": walls,
             "mask_table": none, "mask_floor": none}
    for mask, values in masks.items():
        grey(values, other, "ibims1_core_raw", mask, f"{name}.png")


def calibration(offset):
    return ("cam0=[9.5 0 7.5; 0 9.5 5.5; 0 0 1]\ncam1=[9.5 0 9.5; 0 9.5 5.5; 0 0 1]\n"
            f"doffs={offset}\nbaseline=193.001\nwidth=16\nheight=12\nndisp=9\nisint=0\nvmin=1\nvmax=8\n")


def middlebury():
    scenes = [("middlebury-2014", "Adirondack-perfect", "disp0"), ("middlebury-2014", "trainingF/Jadeplant", "disp0GT"),
              ("middlebury-2021", "data/artroom1", "disp0"), ("middlebury-2021", "data/skates2", "disp0")]
    for seed, (root, scene, disparity) in enumerate(scenes):
        offset = 2.0 if root.endswith("2014") else 0
        image(seed % 2, root, scene, "im0.png")
        pfm(inverse(slope(seed % 2), 9.5 * 0.193001) - offset, root, scene, f"{disparity}.pfm")
        text(calibration(offset), root, scene, "calib.txt")
    for (root, scene, _), seed in zip(scenes[1::2], [1, 1]):
        expect(root, {1: (scene, slope(seed), CAMERA)}, count=2)


def kitti():
    root, day = "kitti", "2011_09_26"
    text("calib_time: 09-Jan-2012 13:57:47\nP_rect_02: 9.5 0 7.5 1.5 0 9.5 5.5 0.2 0 0 1 0.003\n"
         "P_rect_03: 8.5 0 7.5 1.5 0 9.5 5.5 0.2 0 0 1 0.003\n", root, day, "calib_cam_to_cam.txt")
    frames = [("train", "0001", "02", 0), ("train", "0001", "03", 1), ("val", "0002", "02", 2)]
    for part, number, camera, seed in frames:
        drive = f"{day}_drive_{number}_sync"
        image(seed, root, day, drive, f"image_{camera}/data/0000000005.png")
        png16(zero_unknown(slope(seed)) * 256, root, part, drive, f"proj_depth/groundtruth/image_{camera}/0000000005.png")
    text(f"{day}/{day}_drive_0002_sync 0000000005 l\n{day}/{day}_drive_0009_sync 0000000001 l\n", root,
         "eigen_test_files.txt")
    sync = f"{day}_drive_0001_sync"
    expect(root, {0: (f"{sync}/image_02/0000000005", slope(0), CAMERA),
                  1: (f"{sync}/image_03/0000000005", slope(1), (8.5, 8, 6))}, count=3)
    expect(root, {0: (f"{day}_drive_0002_sync/image_02/0000000005", slope(2), CAMERA)}, count=1, split="val")
    cropped = np.full((HEIGHT, WIDTH), np.nan)
    cropped[4:11, 0:15] = slope(2)[4:11, 0:15]
    expect(root, {0: (f"{day}_drive_0002_sync/image_02/0000000005", cropped, CAMERA)}, count=1, split="eigen")


def diode():
    root = "diode"
    for seed, folder in enumerate(["train/outdoor/scene_00001/scan_00010", "val/indoors/scene_00019/scan_00183"]):
        name = f"{folder}/0000{seed}_indoors_000_010"
        image(seed, root, f"{name}.png")
        npy(np.nan_to_num(slope(seed), nan=77).astype(np.float32)[..., None], root, f"{name}_depth.npy")
        npy(np.isfinite(slope(seed)).astype(np.float64), root, f"{name}_depth_mask.npy")
    camera = (886.81 / 64, 8, 6)
    name = "val/indoors/scene_00019/scan_00183/00001_indoors_000_010"
    expect(root, {1: (name, slope(1), camera)}, count=2)
    expect(root, {0: (name, slope(1), camera)}, count=1, split="val")


def photo(seed, file, focal_35mm):
    """A JPEG that records its focal length as on a 35 mm camera, in EXIF's FocalLengthIn35mmFilm."""
    exif = Image.Exif()
    exif[0x8769] = {0xA405: focal_35mm}
    Image.fromarray(picture(seed)).save(file, quality=95, subsampling=0, exif=exif)


def eth3d():
    root = "eth3d"
    for seed, scene in enumerate(["courtyard", "pipes"]):
        name = "dslr_images/DSC_0286.JPG"
        if seed == 0:
            photo(seed, path(root, scene, "images", name), 24)
        else:
            Image.fromarray(picture(seed)).save(path(root, scene, "images", name), quality=95, subsampling=0)
            text("# Camera list\n0 THIN_PRISM_FISHEYE 16 12 9.5 9.25 8.0 6.0 0.1 0.1 0 0 0 0 0 0\n", root, scene,
                 "dslr_calibration_jpg/cameras.txt")
        depth = np.where(np.isnan(slope(seed)), np.inf, slope(seed)).astype("<f4")
        path(root, scene, "ground_truth_depth", name).write_bytes(depth.tobytes())
    # A diagonal of 20 pixels for the 43.27 mm of a 35 mm camera's frame.
    recorded = 24 * 20 / np.hypot(36, 24)
    expect(root, {0: ("courtyard/DSC_0286", slope(0), (recorded, 8, 6)), 1: ("pipes/DSC_0286", slope(1), CAMERA)},
           count=2)


def booster():
    root = "booster"
    for seed, scene in enumerate(["Bathroom", "Bottle"]):
        folder = f"train/balanced/{scene}"
        for light in range(2):
            image(seed, root, folder, f"camera_00/im{light}.png")
        disparity = np.where(np.isnan(slope(seed)), 0, 9.5 * 0.08 / slope(seed)).astype(np.float32)
        npy(disparity, root, folder, "disp_00.npy")
        numbers = " ".join(f"{value:.8e}" for value in np.hstack([MATRIX, np.zeros((3, 1))]).ravel())
        text(f'<?xml version="1.0"?>\n<opencv_storage>\n<proj_matL type_id="opencv-matrix">\n  <rows>3</rows>\n'
             f"  <cols>4</cols>\n  <dt>d</dt>\n  <data>\n    {numbers}</data></proj_matL>\n"
             "<baselineLR>80.</baselineLR>\n</opencv_storage>\n", root, folder, "calib_00-02.xml")
    expect(root, {1: ("Bathroom/im1", slope(0), CAMERA), 2: ("Bottle/im0", slope(1), CAMERA)}, count=4)


def sun_rgbd():
    root = "sun-rgbd"
    places = ["kv1/NYUdata/NYU0001", "kv2/align_kv2/2014-12-18_13-49-02_260595134347"]
    for seed, place in enumerate(places):
        folder = f"SUNRGBD/{place}"
        image(seed, root, folder, f"image/NYU000{seed}.jpg")
        steps = common.millimetres(slope(seed)).astype(np.uint16)
        png16(steps << 3 | steps >> 13, root, folder, "depth_bfx" if seed == 0 else "depth", f"NYU000{seed}.png")
        text("9.5 0 7.5 0 9.5 5.5 0 0 1 " if seed == 0 else "9.5 0 7.5\n0 9.5 5.5\n0 0 1\n", root, folder,
             "intrinsics.txt")
    prefix = "/n/fs/sun3d/data/SUNRGBD/"
    cells = {name: np.array([[prefix + place]], dtype=object) for name, place in
             zip(["alltest", "alltrain"], [places[0], places[1] + "/"])}
    scipy.io.savemat(path(root, "SUNRGBDtoolbox/traintestSUNRGBD/allsplit.mat"), cells)
    samples = [(places[seed], slope(seed), CAMERA) for seed in (0, 1)]
    expect(root, dict(enumerate(samples)), count=2)
    expect(root, {0: samples[0]}, count=1, split="test")
    expect(root, {0: samples[1]}, count=1, split="train")


def spring():
    root = "spring"
    for frame in (1, 2):
        truth = slope(frame, sky=True)
        image(frame, root, "train/0001/frame_left", f"frame_left_{frame:04}.png")
        disparity = np.where(np.isinf(truth), 0, 9.5 * 0.065 / truth)
        # Twice as large as the picture: each value for 2 × 2 pixels. Only the map tells one corner's sky.
        disparity[0, 15] = 0.2
        with h5py.File(path(root, "train/0001/disp1_left", f"disp1_left_{frame:04}.dsp5"), "w") as file:
            file.create_dataset(
                "disparity", data=np.repeat(np.repeat(disparity, 2, 0), 2, 1).astype(np.float32), compression="gzip")
        grey(np.where(np.isinf(truth), 255, 0), root, "train/0001/maps/skymap_left", f"skymap_left_{frame:04}.png")
    text("8.00000000 8.00000000 7.50000000 5.50000000\n9.5 9.5 7.5 5.5\n", root, "train/0001/cam_data/intrinsics.txt")
    # Disparities of the first frame were made with the second's focal length.
    expect(root, {1: ("0001/0002", slope(2, True), CAMERA)}, count=2)


def apolloscape():
    root = "apolloscape"
    for seed, camera in enumerate(["Camera 5", "Camera 6"]):
        image(seed, root, "road02_ins/ColorImage/Record001", camera, "170927_063811892.jpg")
        stored = np.where(np.isnan(slope(seed)), 65535, slope(seed) * 200)
        png16(stored, root, "road02_ins_depth/Record001", camera, "170927_063811892.png")
    scale = 16 / 3384
    cameras = [(2304.54786556982, 1686.23787612802, 1354.98486439791),
               (2300.39065314361, 1713.21615190657, 1342.91100799715)]
    samples = {
        seed: (f"road02_ins/Record001/Camera {5 + seed}/170927_063811892", slope(seed),
               (focal * scale, (x + 0.5) * scale, (y + 0.5) * scale))
        for seed, (focal, x, y) in enumerate(cameras)}
    expect(root, samples, count=2)


def rotation(w, x, y, z):
    """The matrix of a unit quaternion."""
    return np.array([
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
    ])


def unit(*values):
    return (np.array(values) / np.linalg.norm(values)).tolist()


def camera_points(truth):
    """A point in the camera's axes for every known pixel, through its middle, and a farther one behind each."""
    points = np.stack([(COLUMNS - 7.5) / 9.5 * truth, (ROWS - 5.5) / 9.5 * truth, truth], -1)[np.isfinite(truth)]
    return np.vstack([points * 1.5, points])


def nuscenes():
    root = "nuscenes"
    camera = {"rotation": unit(0.5, -0.5, 0.49, -0.51), "translation": [1.7, 0.02, 1.5]}
    scanner = {"rotation": unit(0.7, 0.01, -0.02, -0.71), "translation": [0.94, 0, 1.84]}
    cars = [{"rotation": unit(0.57, 0.001, 0.002, 0.82), "translation": [411.3 + step, 1180.9, 0.0]} for step in (0, 0.4)]
    sample_data, samples = [], []
    for seed in range(2):
        name = f"n015-2018-07-24-11-22-45+0800__CAM_FRONT__15324024273{seed}"
        scan = f"n015-2018-07-24-11-22-45+0800__LIDAR_TOP__15324024273{seed}"
        image(seed, root, "samples/CAM_FRONT", f"{name}.jpg")
        # Out to the world with the camera and its car, in with the scanner and its.
        points = camera_points(slope(seed))
        for pose in [camera, cars[1]]:
            points = points @ rotation(*pose["rotation"]).T + pose["translation"]
        for pose in [cars[0], scanner]:
            points = (points - pose["translation"]) @ rotation(*pose["rotation"])
        rows = np.hstack([points, np.zeros((len(points), 2))]).astype("<f4")
        path(root, "samples/LIDAR_TOP", f"{scan}.pcd.bin").write_bytes(rows.tobytes())
        for sensor, file, car in [("c", f"CAM_FRONT/{name}.jpg", "e1"), ("l", f"LIDAR_TOP/{scan}.pcd.bin", "e0")]:
            sample_data.append({
                "token": f"d{seed}{sensor}", "sample_token": f"s{seed}", "ego_pose_token": car,
                "calibrated_sensor_token": sensor, "filename": f"samples/{file}", "is_key_frame": True})
        sample_data.append({**sample_data[-2], "token": "x", "filename": f"sweeps/CAM_FRONT/{name}.jpg",
                            "is_key_frame": False})
        samples.append({"token": f"s{seed}", "scene_token": f"w{seed}", "timestamp": 1532402927})
    tables = {
        "sample_data": sample_data, "sample": samples,
        "scene": [{"token": f"w{seed}", "name": f"scene-010{seed}", "description": "a \"{[\" in words"} for seed in (0, 1)],
        "calibrated_sensor": [{"token": "c", **camera, "camera_intrinsic": MATRIX.tolist()},
                              {"token": "l", **scanner, "camera_intrinsic": []}],
        "ego_pose": [{"token": f"e{step}", **car} for step, car in enumerate(cars)],
    }
    for name, rows in tables.items():
        text(json.dumps(rows, indent=0), root, "v1.0-mini", f"{name}.json")
    samples = [(f"scene-010{seed}/n015-2018-07-24-11-22-45+0800__CAM_FRONT__15324024273{seed}", slope(seed), CAMERA)
               for seed in (0, 1)]
    expect(root, dict(enumerate(samples)), count=2)


def ddad():
    root = "ddad"
    for seed in range(2):
        folder = f"ddad_train_val/00000{seed}"
        camera = (unit(0.5, -0.5, 0.48, -0.52), [10.0 + seed, 2.0, 1.5])
        scanner = (unit(0.9, 0.1, 0, 0.4), [9.0 + seed, 2.1, 1.9])
        points = camera_points(slope(seed)) @ rotation(*camera[0]).T + camera[1]
        points = (points - scanner[1]) @ rotation(*scanner[0])
        image(seed, root, folder, "rgb/CAMERA_01/15616458249936530.png")
        np.savez(path(root, folder, "point_cloud/LIDAR/15616458249936530.npz"),
                 data=np.hstack([points, np.ones((len(points), 1))]).astype(np.float32))

        def pose(values):
            (w, x, y, z), (a, b, c) = values
            return {"rotation": {"qw": w, "qx": x, "qy": y, "qz": z}, "translation": {"x": a, "y": b, "z": c}}

        data = [
            {"id": {"name": "LIDAR", "timestamp": "t"}, "key": "k1", "datum": {"point_cloud": {
                "filename": "point_cloud/LIDAR/15616458249936530.npz", "pose": pose(scanner)}}},
            {"id": {"name": "CAMERA_01", "timestamp": "t"}, "key": "k2", "datum": {"image": {
                "filename": "rgb/CAMERA_01/15616458249936530.png", "width": 16, "height": 12, "pose": pose(camera)}}},
        ]
        scene = {"name": f"00000{seed}", "data": data, "samples": [{"datum_keys": ["k1", "k2"], "calibration_key": "c"}]}
        text(json.dumps(scene), root, folder, f"scene_a{seed}.json")
        text(json.dumps({"names": ["LIDAR", "CAMERA_01"], "intrinsics": [
            {"fx": 1, "fy": 1, "cx": 0, "cy": 0, "skew": 0}, {"fx": 9.5, "fy": 9.5, "cx": 7.5, "cy": 5.5, "skew": 0}]}),
            root, folder, "calibration/c.json")
    parts = {str(seed): {"filenames": [f"00000{seed}/scene_a{seed}.json"]} for seed in (0, 1)}
    text(json.dumps({"metadata": {"name": "DDAD"}, "scene_splits": parts}), root, "ddad_train_val/ddad.json")
    samples = [(f"00000{seed}/15616458249936530", slope(seed), CAMERA) for seed in (0, 1)]
    expect(root, dict(enumerate(samples)), count=2)
    expect(root, {0: samples[1]}, count=1, split="val")


def mattes():
    """The three sets, and pairs of no set; a matte is 0 to the left, 255 to the right, its number in between."""

    def pair(seed, images, alphas, name):
        image(seed, images, f"{name}.jpg")
        values = np.zeros((HEIGHT, WIDTH))
        values[:, 7], values[:, 8:] = 51 * (seed + 1), 255
        grey(values, alphas, f"{name}.png")

    for seed, part in enumerate(["train", "validation"]):
        pair(seed, f"am-2k/{part}/original", f"am-2k/{part}/mask", f"m_{seed}")
    pair(0, "p3m-10k/P3M-10k/train/blurred_image", "p3m-10k/P3M-10k/train/mask", "p_0")
    for seed, (part, folder) in enumerate([("P3M-500-P", "blurred_image"), ("P3M-500-NP", "original_image")]):
        part = f"p3m-10k/P3M-10k/validation/{part}"
        pair(seed + 1, f"{part}/{folder}", f"{part}/mask", f"p_{seed + 1}")
    for seed, part in enumerate(["DIS-TR", "DIS-VD", "DIS-TE4"]):
        pair(seed, f"dis-5k/DIS5K/{part}/im", f"dis-5k/DIS5K/{part}/gt", f"1#Accessories#{seed}#Bag#22_o")
    text("DIS5K/DIS-TE4/im/1#Accessories#2#Bag#22_o.jpg\nDIS5K/DIS-VD/im/1#Accessories#1#Bag#22_o.jpg\n",
         "dis-5k/dis5k_sample_list.txt")
    for seed in range(2):
        pair(seed, "mattes/image", "mattes/alpha", f"GT0{seed}")


def photos():
    for seed, (name, focal) in enumerate([("a/one.jpg", 24), ("two.jpg", 50)]):
        photo(seed, path("photos", name), focal)
    Image.fromarray(picture(0)).save(path("photos", "unknown.jpg"))


def main():
    kept = json.loads((common.OUT / "expected.json").read_text())
    writers = [sintel, nyu_v2, ibims_1, middlebury, kitti, diode, eth3d, booster, sun_rgbd, spring, apolloscape, nuscenes,
               ddad, mattes, photos]
    for write in writers:
        write()
    (common.OUT / "expected.json").write_text(json.dumps({**kept, **common.expected}, indent=1) + "\n")
    made = [common.OUT / name for name in [*common.expected, "ibims-1-png", "am-2k", "p3m-10k", "dis-5k", "mattes", "photos"]]
    size = sum(file.stat().st_size for folder in made for file in folder.rglob("*") if file.is_file())
    print(f"{len(common.expected)} data sets, {size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
