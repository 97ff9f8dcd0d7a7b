#!/usr/bin/env python3
"""Writes a tiny copy of every data set in its published layout, and arrays: Tests/DatasetsTests/Resources.

    pip install numpy h5py scipy OpenEXR pillow && Scripts/datasets-fixtures.py && Scripts/datasets-evaluation-fixtures.py

Every image has 16 × 12 pixels and the colours of `picture`. Its true depth is a slope, in metres (or the set's unit),
with sky in the upper row where the set marks sky and one unknown pixel where it marks unknown. Each writer stores that
truth in the set's own units and format; `expected.json` has the truth at some pixels, never what was read back.
"""
import gzip
import json
import pathlib
import shutil
import struct

import h5py
import numpy as np
import OpenEXR
import scipy.io
from PIL import Image

OUT = pathlib.Path(__file__).parents[1] / "Tests/DatasetsTests/Resources"
WIDTH, HEIGHT = 16, 12
ROWS, COLUMNS = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float64)
expected = {}


def picture(seed):
    """Colours by which a pixel is known: red grows to the right, green downwards, blue is the sample's number."""
    image = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    image[..., 0], image[..., 1], image[..., 2] = COLUMNS * 10, ROWS * 20, seed
    return image


def slope(seed, sky=False, unknown=True):
    depth = 1 + 0.25 * COLUMNS + 0.5 * ROWS + seed
    if sky:
        depth[0] = np.inf
    if unknown:
        depth[11, 0] = np.nan
    return depth


def path(*parts):
    file = OUT.joinpath(*parts)
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


def text(content, *parts):
    path(*parts).write_text(content)


def image(seed, *parts):
    file = path(*parts)
    Image.fromarray(picture(seed)).save(file, **({"quality": 95, "subsampling": 0} if file.suffix == ".jpg" else {}))


def png16(values, *parts):
    Image.fromarray(values.astype(np.uint16)).save(path(*parts))


def grey(values, *parts):
    Image.fromarray(values.astype(np.uint8)).save(path(*parts))


def exr(channels, *parts, compression=OpenEXR.ZIP_COMPRESSION):
    header = {"compression": compression, "type": OpenEXR.scanlineimage}
    OpenEXR.File(header, {name: values for name, values in channels.items()}).write(str(path(*parts)))


def pfm(values, *parts):
    path(*parts).write_bytes(b"Pf\n%d %d\n-1.0\n" % (WIDTH, HEIGHT) + values[::-1].astype("<f4").tobytes())


def npy(values, *parts):
    np.save(path(*parts), values)


def millimetres(depth):
    return np.where(np.isfinite(depth), np.round(depth * 1000), 0)


def zero_unknown(depth):
    return np.where(np.isnan(depth), 0, depth)


def shown(value):
    return "sky" if np.isinf(value) else "unknown" if np.isnan(value) else float(value)


def expect(name, samples, **facts):
    """`samples`: index → (id, truth, camera as (focal length, centre x, centre y) from the corner, or None)."""
    pixels = [(0, 0), (15, 0), (5, 3), (8, 6), (0, 11), (15, 11)]
    expected.setdefault(name, []).append({
        **facts,
        "samples": [
            {
                "index": index, "id": identity, "width": truth.shape[1], "height": truth.shape[0], "camera": camera,
                "depth": [[x, y, shown(truth[y, x])] for x, y in
                          (pixels if truth.shape == (HEIGHT, WIDTH) else [(y, x) for x, y in pixels])],
            }
            for index, (identity, truth, camera) in samples.items()
        ],
    })


def virtual_kitti_2():
    root = "virtual-kitti-2"
    rows = ["frame cameraID K[0,0] K[1,1] K[0,2] K[1,2]"]
    for frame in range(2):
        image(frame, root, "Scene01/clone/frames/rgb/Camera_0", f"rgb_{frame:05}.jpg")
        truth = slope(frame, sky=True, unknown=False)
        stored = np.where(np.isinf(truth), 65535, truth * 100)
        png16(stored, root, "Scene01/clone/frames/depth/Camera_0", f"depth_{frame:05}.png")
        rows += [f"{frame} 0 9.25 9.25 7.5 5.25", f"{frame} 1 8 8 7 5"]
    text("\n".join(rows) + "\n", root, "Scene01/clone/intrinsic.txt")
    expect(root, {1: ("Scene01/clone/Camera_0/00001", slope(1, True, False), (9.25, 8, 5.75))}, count=2)


def arkitscenes():
    root = "arkitscenes"
    for seed, video, part in [(0, "41069021", "Training"), (1, "41069022", "Validation")]:
        name = f"{video}_305.244"
        # The camera's time is rounded differently.
        text("16 12 9.5 9.5 7.5 5.5", root, part, video, "wide_intrinsics", f"{video}_305.243.pincam")
        image(seed, root, part, video, "wide", f"{name}.png")
        png16(millimetres(slope(seed)), root, part, video, "highres_depth", f"{name}.png")
    text("video_id,visit_id,fold,sky_direction\n41069021,1,Training,Up\n41069022,2,Validation,Left\n", root, "metadata.csv")
    # Sky to the left: a quarter turn clockwise puts it above.
    turned = np.rot90(slope(1), -1)
    expect(root, {0: ("41069021_305.244", slope(0), (9.5, 8, 6)), 1: ("41069022_305.244", turned, (9.5, 6, 8))}, count=2)
    expect(root, {0: ("41069022_305.244", turned, (9.5, 6, 8))}, count=1, split="val")


def scannet():
    root = "scannet"
    matrix = "9.5 0 7.5 0\n0 9.5 5.5 0\n0 0 1 0\n0 0 0 1\n"
    for seed, scene in enumerate(["scene0000_00", "scene0001_00"]):
        image(seed, root, "scans", scene, "color/0.jpg")
        # Depth is half as large as colour here: each value stands for 2 × 2 pixels.
        png16(millimetres(slope(seed))[::2, ::2], root, "scans", scene, "depth/0.png")
        text(matrix, root, "scans", scene, "intrinsic/intrinsic_color.txt")
    text("scene0001_00\n", root, "scannetv2_val.txt")
    coarse = [np.repeat(np.repeat(slope(seed)[::2, ::2], 2, 0), 2, 1) for seed in (0, 1)]
    expect(root, {0: ("scene0000_00/0", coarse[0], (9.5, 8, 6)), 1: ("scene0001_00/0", coarse[1], (9.5, 8, 6))}, count=2)
    expect(root, {0: ("scene0001_00/0", coarse[1], (9.5, 8, 6))}, count=1, split="val")


def diml_indoor():
    root = "diml-indoor"
    for seed, part in enumerate(["train", "test"]):
        image(seed, root, "indoor", part, "HR/1. warehouse/color", f"in_{seed}_c.png")
        png16(millimetres(slope(seed)), root, "indoor", part, "HR/1. warehouse/depth_filled", f"in_{seed}_depth_filled.png")
    expect(root, {0: ("train/1. warehouse/in_0", slope(0), None)}, count=2)
    expect(root, {0: ("test/1. warehouse/in_1", slope(1), None)}, count=1, split="test")


def smartportraits():
    root, lines = "smartportraits", []
    for seed in range(2):
        image(seed, root, "000_sit", "rgb", f"10{seed}.png")
        png16(zero_unknown(slope(seed)) * 5000, root, "000_sit", "depth", f"20{seed}.png")
        lines.append(f"10{seed} rgb/10{seed}.png 20{seed} depth/20{seed}.png")
    text("\n".join(lines) + "\n", root, "000_sit", "association.txt")
    expect(root, {1: ("000_sit/201", slope(1), None)}, count=2)


def hrwsi():
    root = "hrwsi"
    for seed, part in enumerate(["train", "val"]):
        disparity = 20 + 4 * COLUMNS + 8 * ROWS + seed
        image(seed, root, part, "imgs", f"p{seed}.jpg")
        grey(disparity, root, part, "gts", f"p{seed}.png")
        mask = np.full((HEIGHT, WIDTH), 255)
        mask[11, 0] = 0
        grey(mask, root, part, "valid_masks", f"p{seed}.png")
        truth = disparity.max() / disparity
        truth[11, 0] = np.nan
        expect(root, {0: (f"{part}/p{seed}", truth, None)}, count=1, split=part)


def blendedmvg():
    root = "blendedmvg"
    for seed, scene in enumerate(["5a0271884e62597cdee0d0eb", "5a3ca9cb270f0e3f14d0eddb"]):
        image(seed, root, scene, "blended_images/00000000.jpg")
        image(9, root, scene, "blended_images/00000000_masked.jpg")
        pfm(zero_unknown(slope(seed)), root, scene, "rendered_depth_maps/00000000.pfm")
        text(
            "extrinsic\n1 0 0 0\n0 1 0 0\n0 0 1 0\n0 0 0 1\n\nintrinsic\n9.5 0 7.5\n0 9.5 5.5\n0 0 1\n\n1 0.1 128 9\n",
            root, scene, "cams/00000000_cam.txt")
    text("5a3ca9cb270f0e3f14d0eddb\n", root, "validation_list.txt")
    expect(root, {0: ("5a0271884e62597cdee0d0eb/00000000", slope(0), (9.5, 8, 6))}, count=2)
    expect(root, {0: ("5a3ca9cb270f0e3f14d0eddb/00000000", slope(1), (9.5, 8, 6))}, count=1, split="val")


def synscapes():
    root = "synscapes"
    for number in (1, 2):
        truth = slope(number, sky=True, unknown=False)
        image(number, root, "img/rgb", f"{number}.png")
        exr({"Z": np.where(np.isinf(truth), 5000, truth).astype(np.float32)}, root, "img/depth", f"{number}.exr")
        grey(np.where(np.isinf(truth), 23, 7), root, "img/class", f"{number}.png")
        # The camera is that of an image twice as wide.
        intrinsic = {"fx": 19.0, "fy": 19.0, "u0": 15.5, "v0": 11.5, "resx": 32, "resy": 24}
        text(json.dumps({"camera": {"intrinsic": intrinsic, "extrinsic": {}}}), root, "meta", f"{number}.json")
    expect(root, {0: ("1", slope(1, True, False), (9.5, 8, 6))}, count=2)


def urbansyn():
    root = "urbansyn"
    for number in (1, 2):
        truth = slope(number, sky=True, unknown=False)
        image(number, root, "rgb", f"rgb_{number:04}.png")
        stored = (np.where(np.isinf(truth), 1e5, truth) / 1e5).astype(np.float32)
        exr({"R": stored, "G": stored, "B": stored}, root, "depth", f"depth_{number:04}.exr")
        labels = np.repeat(np.where(np.isinf(truth), 10, 7).astype(np.uint8)[..., None], 3, 2)
        Image.fromarray(labels).save(path(root, "ss", f"ss_{number:04}.png"))
    camera = {"focalLength_mm": 18.0, "sensorWidth_mm": 36.0, "sensorHeight_mm": 27.0}
    text(json.dumps({"parameters": [{"Camera": camera}]}), root, "camera_metadata.json")
    expect(root, {1: ("0002", slope(2, True, False), (8, 8, 6))}, count=2)


def irs():
    root = "irs"
    for number in (1, 2):
        # The rig's focal length is 480 pixels at a width of 960, so 8 at 16.
        exr({"Y": (0.1 * 8 / slope(number, unknown=False)).astype(np.float32)}, root, "Home/Villa", f"d_{number}.exr")
        image(number, root, "Home/Villa", f"l_{number}.png")
        image(number, root, "Home/Villa", f"r_{number}.png")
    expect(root, {0: ("Home/Villa/1", slope(1, unknown=False), (8, 8, 6))}, count=2)


def mvs_synth():
    root = "mvs-synth"
    for number in range(2):
        truth = slope(number, sky=True, unknown=False)
        image(number, root, "0000/images", f"{number:04}.png")
        exr({"Y": truth.astype(np.float16)}, root, "0000/depths", f"{number:04}.exr")
        pose = {"c_x": 7.5, "c_y": 5.5, "f_x": 9.5, "f_y": 9.5, "extrinsic": np.eye(4).tolist()}
        text(json.dumps(pose), root, "0000/poses", f"{number:04}.json")
    expect(root, {1: ("0000/0001", slope(1, True, False), (9.5, 8, 6))}, count=2, tolerance=0.01)


def ken_burns_3d():
    root = "3d-ken-burns"
    for seed, view in enumerate(["bl", "tr"]):
        image(seed, root, "asdf-flying", f"00001-{view}-image.png")
        exr({"Y": slope(seed, unknown=False).astype(np.float32)}, root, "asdf-flying-depth", f"00001-{view}-depth.exr")
    text(json.dumps({"intWidth": 16, "intHeight": 12, "fltFov": 90.0}), root, "asdf-flying/00001-meta.json")
    expect(root, {1: ("asdf-flying/00001-tr", slope(1, unknown=False), (8, 8, 6))}, count=2)


def bedlam():
    root = "bedlam"
    scene = "20221010_3-10_500_batch01hand_zoom_suburb_d"
    rows = ["name,x,y,z,yaw,pitch,roll,focal_length,sensor_width,sensor_height,hfov"]
    for frame in range(2):
        truth = slope(frame, sky=True, unknown=False)
        image(frame, root, scene, "png/seq_000000", f"seq_000000_{frame:04}.png")
        stored = np.where(np.isinf(truth), 6.5e8, truth * 100).astype(np.float32)
        exr({"Depth": stored}, root, scene, "depth/seq_000000", f"seq_000000_{frame:04}_depth.exr")
        rows.append(f"seq_000000_{frame:04},0,0,150,0,0,0,{18 + 18 * frame},36,20.25,90")
    text("\n".join(rows) + "\n", root, scene, "ground_truth/camera/seq_000000_camera.csv")
    name = f"{scene}/seq_000000_0001"
    expect(root, {1: (name, slope(1, True, False), (16, 8, 6))}, count=2)


def hypersim():
    root = "hypersim"
    rows = ["scene_name,camera_name,frame_id,included_in_public_release,exclude_reason,split_partition_name"]
    focal = 886.81 * 16 / 1024
    ray = np.sqrt(1 + ((COLUMNS + 0.5 - 8) / focal) ** 2 + ((ROWS + 0.5 - 6) / focal) ** 2)
    for seed, (scene, part, released) in enumerate(
        [("ai_001_001", "train", True), ("ai_001_002", "val", True), ("ai_001_003", "train", False)]
    ):
        image(seed, root, scene, "images/scene_cam_00_final_preview/frame.0003.tonemap.jpg")
        with h5py.File(path(root, scene, "images/scene_cam_00_geometry_hdf5/frame.0003.depth_meters.hdf5"), "w") as file:
            file.create_dataset("dataset", data=(slope(seed) * ray).astype(np.float16), compression="gzip")
        rows.append(f"{scene},cam_00,3,{released},,{part}")
    text("\n".join(rows) + "\n", root, "metadata_images_split_scene_v1.csv")
    camera = (focal, 8, 6)
    expect(root, {1: ("ai_001_002/cam_00/0003", slope(1), camera)}, count=2, tolerance=0.01)
    expect(root, {0: ("ai_001_001/cam_00/0003", slope(0), camera)}, count=1, split="train", tolerance=0.01)


def tartanair():
    root = "tartanair"
    for frame, level in enumerate(["Easy", "Hard"]):
        truth = slope(frame, sky=True, unknown=False)
        image(frame, root, "abandonedfactory", level, "P000/image_left/000000_left.png")
        stored = np.where(np.isinf(truth), 10000, truth).astype(np.float32)
        npy(stored, root, "abandonedfactory", level, "P000/depth_left/000000_left_depth.npy")
    expect(root, {1: ("abandonedfactory/Hard/P000/000000", slope(1, True, False), (8, 8, 6))}, count=2)


def unrealstereo4k():
    root = "unrealstereo4k"
    angle = 0.3
    rotation = np.array([[np.cos(angle), 0, np.sin(angle)], [0, 1, 0], [-np.sin(angle), 0, np.cos(angle)]])
    for camera in (0, 1):
        # World to camera: the right camera stands 0.5 to the right of the left one.
        center = np.array([1.0, 2.0, 3.0]) + camera * 0.5 * rotation[0]
        pose = np.hstack([rotation, (-rotation @ center)[:, None]])
        lines = ["9.5 0 7.5 0 9.5 5.5 0 0 1", " ".join(f"{value:.9f}" for value in pose.ravel())]
        for frame in range(2):
            text("\n".join(lines) + "\n", root, f"00000/Extrinsics{camera}", f"{frame:05}.txt")
            image(frame, root, f"00000/Image{camera}", f"{frame:05}.png")
    for frame in range(2):
        truth = slope(frame, sky=True, unknown=False)
        npy((9.5 * 0.5 / truth).astype(np.float32), root, "00000/Disp0", f"{frame:05}.npy")
    expect(root, {1: ("00000/00001", slope(1, True, False), (9.5, 8, 6))}, count=2)


def bmp(pixels, *parts):
    """32 bits, rows from the bottom, as the game's capture writes them."""
    body = np.dstack([pixels[..., ::-1], np.full((HEIGHT, WIDTH), 255, np.uint8)])[::-1].tobytes()
    header = b"BM" + struct.pack("<IHHI", 54 + len(body), 0, 0, 54)
    header += struct.pack("<IiiHHIIiiII", 40, WIDTH, HEIGHT, 1, 32, 0, len(body), 0, 0, 0, 0)
    path(*parts).write_bytes(header + body)


def sail_vos_3d():
    root, near = "sail-vos-3d", 0.05
    # Row vectors; reversed depth with the far plane at infinity: z = near / depth.
    projection = np.array([[1.25, 0, 0, 0], [0, 1.6667, 0, 0], [0, 0, 0, -1], [0, 0, near, 0]])
    for frame in range(2):
        truth = slope(frame, sky=True, unknown=False)
        bmp(picture(frame), root, "ah_3a_ext/images", f"{frame:06}.bmp")
        npy((6 * (near / truth + 4e-5)).astype(np.float32), root, "ah_3a_ext/depth", f"{frame:06}.npy")
        np.savez(
            path(root, "ah_3a_ext/rage_matrices", f"{frame:06}.npz"), P=projection, P_inv=np.linalg.inv(projection),
            VP=projection, VP_inv=np.linalg.inv(projection))
    expect(root, {1: ("ah_3a_ext/000001", slope(1, True, False), (10, 8, 6))}, count=2, tolerance=1e-4)


def eden():
    root = "eden"
    for seed, light in enumerate(["clear", "sunset"]):
        truth = slope(seed, sky=True, unknown=False)
        image(seed, root, "RGB/0001", light, "0001_L.png")
        stored = np.where(np.isinf(truth), 1e10, truth)
        scipy.io.savemat(
            path(root, "Depth/0001", light, "0001_L.mat"), {"Depth": np.dstack([stored, stored * 0, stored * 0])},
            do_compression=True)
        matrix = np.array([[9.5, 0, 7.5], [0, 9.5, 5.5], [0, 0, 1]])
        scipy.io.savemat(path(root, "cam_matrix/0001", light, "0001.mat"), {"K_R": matrix * 2, "K_L": matrix})
    expect(root, {1: ("0001/sunset/0001", slope(1, True, False), (9.5, 8, 6))}, count=2)


def dynamic_replica():
    root = "dynamic-replica"
    for seed, (part, form, focal) in enumerate(
        [("train", "ndc_norm_image_bounds", [1.25, 1.6667]), ("valid", "ndc_isotropic", [1.5, 1.5])]
    ):
        folder = "aaaaaa_source_left"
        name = f"{folder}-0000"
        image(seed, root, part, folder, "images", f"{name}.png")
        bits = zero_unknown(slope(seed)).astype(np.float16).view(np.uint16)
        png16(bits, root, part, folder, "depths", f"{name}_0000.geometric.png")
        annotation = [{
            "sequence_name": "aaaaaa_source", "frame_number": 0, "frame_timestamp": 0.0, "camera_name": "left",
            "image": {"path": f"{folder}/images/{name}.png", "size": [HEIGHT, WIDTH]},
            "depth": {"path": f"{folder}/depths/{name}_0000.geometric.png", "scale_adjustment": 1.0},
            "viewpoint": {
                "R": np.eye(3).tolist(), "T": [0, 0, 0], "focal_length": focal, "principal_point": [0.125, -0.25],
                "intrinsics_format": form,
            },
        }]
        data = gzip.compress(json.dumps(annotation).encode(), mtime=0)
        path(root, part, f"frame_annotations_{part}.jgz").write_bytes(data)
    # x of the principal point counts to the left, y up.
    cameras = [(1.25 * 8, 8 - 0.125 * 8, 6 + 0.25 * 6), (1.5 * 6, 8 - 0.125 * 6, 6 + 0.25 * 6)]
    name = "aaaaaa_source_left/images/aaaaaa_source_left-0000"
    for seed, part in enumerate(["train", "valid"]):
        expect(
            root, {0: (f"{part}/{name}", slope(seed), cameras[seed])}, count=1, split=part, tolerance=0.01)


def arrays():
    """Arrays in every type and form that is read, and some that are refused."""
    root = "arrays"
    numbers = np.arange(12).reshape(3, 4) / 2
    whole, cube = np.arange(12).reshape(3, 4), np.arange(12).reshape(2, 2, 3)
    with h5py.File(path(root, "arrays.hdf5"), "w") as file:
        for name in ["float16", "float32", "float64"]:
            file[name] = numbers.astype(name)
        for name in ["int8", "uint16", "int64"]:
            file[name] = whole.astype(name)
        file["big-endian"] = numbers.astype(">f4")
        file.create_dataset("chunked", data=numbers, chunks=(2, 3), compression="gzip", shuffle=True)
        file["group/inner"] = numbers
        file["cube"] = cube
        file["text"] = "words"
        file["scalar"] = 1.0
        file["empty"] = np.zeros((0, 4))
        file.create_dataset("vast", shape=(1 << 20, 1 << 20), chunks=(64, 64), dtype="f4")
    values = {"numbers": numbers, "whole": np.array([[1, 2, 3]], np.int16)}
    scipy.io.savemat(path(root, "v4.mat"), values, format="4")
    more = {**values, "cube": cube.astype(float), "text": "words", "complex": np.array([[1 + 2j]])}
    scipy.io.savemat(path(root, "v5.mat"), more)
    scipy.io.savemat(path(root, "v5-compressed.mat"), more, do_compression=True)
    for name in ["float16", "float32", "float64"]:
        npy(numbers.astype(name), root, f"{name}.npy")
    npy(np.asfortranarray(numbers), root, "fortran.npy")
    np.savez_compressed(path(root, "two.npz"), first=numbers, second=np.arange(3))
    path(root, "text.gz").write_bytes(gzip.compress(b"depth " * 1000, mtime=0))


def main():
    for old in OUT.iterdir():
        if old.is_dir():
            shutil.rmtree(old)
    for write in [
        ken_burns_3d, arkitscenes, bedlam, blendedmvg, diml_indoor, dynamic_replica, eden, hrwsi, hypersim, irs,
        mvs_synth, sail_vos_3d, scannet, smartportraits, synscapes, tartanair, unrealstereo4k, urbansyn, virtual_kitti_2, arrays,
    ]:
        write()
    (OUT / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    size = sum(file.stat().st_size for file in OUT.rglob("*") if file.is_file())
    print(f"{len(expected)} data sets, {size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
