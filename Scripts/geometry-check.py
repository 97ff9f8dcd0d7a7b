#!/usr/bin/env python3
"""Opens the files of the Geometry room with other programs' readers and measures what they find.

    GEOMETRY_FILES=/tmp/files swift test -c release --filter FilesForReaders
    python3 -m pip install numpy pillow scipy trimesh pygltflib plyfile pycolmap usd-core   # 25.5.1 has Apple's rules
    Scripts/geometry-check.py /tmp/files

Positions are worked out anew from the depth map, the intrinsics and the up direction, and compared with what each
reader gives: 1e-4 m, or 1e-4 of the distance where that is more.
"""

import json
import sys
from pathlib import Path

import numpy as np
import plyfile
import pycolmap
import pygltflib
import pygltflib.validator
import trimesh
from PIL import Image
from pxr import Sdr, Tf, Usd, UsdGeom, UsdShade, UsdUtils

try:
    from pxr import UsdValidation  # since 25
except ImportError:
    UsdValidation = None

TOLERANCE = 1e-4
failures = 0


def report(name, ok, text):
    global failures
    failures += not ok
    print(f"{'ok  ' if ok else 'FAIL'}  {name}: {text}")


def read_pfm(path):
    with open(path, "rb") as file:
        assert file.readline() == b"Pf\n"
        width, height = map(int, file.readline().split())
        order = "<" if float(file.readline()) < 0 else ">"
        return np.fromfile(file, f"{order}f4").reshape(height, width)[::-1].astype(float)


class Room:
    """What the files should hold, from first principles."""

    def __init__(self, folder):
        facts = json.loads((folder / "room.json").read_text())
        self.facts = facts
        self.depth = read_pfm(folder / "room.pfm")
        self.height, self.width = self.depth.shape
        self.surfaces = np.array(facts["surfaces"]).reshape(self.depth.shape)
        x, y = np.meshgrid(np.arange(self.width) + 0.5, np.arange(self.height) + 0.5)
        focal, (cx, cy) = facts["focal_length"], facts["center"]
        self.camera = np.stack([(x - cx) * self.depth / focal, (y - cy) * self.depth / focal, self.depth], -1)
        self.up = np.array(facts["up"])

    def world(self, axes, level=True):
        """World from camera: the horizon level, the camera looking neither left nor right."""
        up = self.up if level else np.array([0, -1.0, 0])
        forward = np.array([0, 0, 1.0]) - up[2] * up
        forward /= np.linalg.norm(forward)
        right = np.cross(forward, up)
        return np.array({
            "y_up": [right, up, -forward], "y_down": [right, -up, forward], "z_up": [right, forward, up],
        }[axes])

    def compare(self, name, points, pixels, axes, level=True):
        """Compares points, one for each pixel (column, row) named."""
        column, row = np.asarray(pixels).astype(int).T
        expected = self.camera[row, column] @ self.world(axes, level).T
        distance = np.maximum(1, np.linalg.norm(expected, axis=1))
        error = (np.linalg.norm(points - expected, axis=1) / distance).max()
        report(name, error < TOLERANCE, f"{len(points)} positions, largest error {error:.1e} m (relative beyond 1 m)")
        if level:
            vertical = {"y_up": points[:, 1], "y_down": -points[:, 1], "z_up": points[:, 2]}[axes]
            floor = vertical[self.surfaces[row, column] == 0]
            top = vertical[self.surfaces[row, column] == 4]
            good = abs(floor + self.facts["camera_height"]).max() < 0.02
            box = np.median(top) - np.median(floor)
            report(name, good and abs(box - self.facts["box_height"]) < 0.01,
                   f"floor at {floor.mean():.4f} m ± {np.ptp(floor) / 2:.4f}, box {box:.4f} m high")


def check_ply(room, path, axes, name):
    vertex = plyfile.PlyData.read(path)["vertex"]
    points = np.stack([vertex[n] for n in "xyz"], 1)
    room.compare(f"{name} (plyfile)", points, np.stack([vertex["red"], vertex["green"]], 1), axes)
    normals = np.stack([vertex[f"n{n}"] for n in "xyz"], 1)
    report(f"{name} (plyfile)", np.allclose(np.linalg.norm(normals, axis=1), 1, atol=1e-5), "normals of length 1")
    cloud = trimesh.load(path)
    report(f"{name} (trimesh)", np.array_equal(cloud.vertices.astype("f4"), points.astype("f4")), "the same points")


def check_splat(room, path):
    vertex = plyfile.PlyData.read(path)["vertex"]
    points = np.stack([vertex[n] for n in "xyz"], 1)
    color = 0.5 + 0.28209479177387814 * np.stack([vertex[f"f_dc_{i}"] for i in range(3)], 1)
    pixels = np.rint(color[:, :2] * 255)
    room.compare("splat (plyfile)", points, pixels, "y_down")
    sizes = np.exp(np.stack([vertex[f"scale_{i}"] for i in range(3)], 1))
    spacing = room.depth[pixels[:, 1].astype(int), pixels[:, 0].astype(int)] / room.facts["focal_length"]
    report("splat (plyfile)", np.allclose(sizes[:, 1], spacing / 2, rtol=1e-4),
           f"deviations {sizes[:, 1].min() * 1e3:.1f} to {sizes[:, 0].max() * 1e3:.1f} mm")


def texture_pixels(room, uv):
    """The pixels that texture coordinates from the lower left name."""
    return np.stack([uv[:, 0] * room.width, (1 - uv[:, 1]) * room.height], 1)


def check_trimesh(room, path, name, level=True):
    scene = trimesh.load(path)
    mesh = scene.to_geometry() if isinstance(scene, trimesh.Scene) else scene
    # trimesh's texture coordinates begin at the lower left, whatever the file's.
    room.compare(f"{name} (trimesh)", mesh.vertices, texture_pixels(room, mesh.visual.uv), "y_up", level)
    toward = np.einsum("ij,ij->i", mesh.face_normals, mesh.triangles_center)
    material = mesh.visual.material
    texture = getattr(material, "baseColorTexture", None) or getattr(material, "image", None)
    away = mesh.area_faces[toward >= 0].sum()
    report(f"{name} (trimesh)", away < 1e-3 * mesh.area and texture.size == (room.width, room.height),
           f"{len(mesh.faces)} triangles face the camera, texture {texture.size}, area {mesh.area:.4f} m²")
    return mesh


def check_gltf(path, name):
    gltf = pygltflib.GLTF2().load(str(path))
    pygltflib.validator.validate(gltf)
    position = gltf.accessors[gltf.meshes[0].primitives[0].attributes.POSITION]
    data = gltf.binary_blob()[gltf.bufferViews[position.bufferView].byteOffset:][: 12 * position.count]
    points = np.frombuffer(data, "<f4").reshape(-1, 3)
    ok = np.array_equal(points.min(0), np.float32(position.min)) and np.array_equal(points.max(0), np.float32(position.max))
    report(f"{name} (pygltflib)", ok, f"valid, bounds are exact, {gltf.asset.extras['axes']}")
    return points


def complaints(path):
    """What USD's own checkers find: the old one with Apple's rules, or the new one."""
    if hasattr(UsdUtils, "ComplianceChecker"):
        try:
            knows_shaders = Sdr.Registry().GetShaderNodeByIdentifier("UsdPreviewSurface") is not None
        except Tf.ErrorException:
            knows_shaders = False  # 25.5's wheel lacks their definitions
        for arkit in (False, True):
            checker = UsdUtils.ComplianceChecker(arkit=arkit)
            checker.CheckCompliance(str(path))
            found = checker.GetErrors() + checker.GetFailedChecks() + checker.GetWarnings()
            found = [text for text in found if knows_shaders or "invalid shader node" not in text]
            yield f"ComplianceChecker{', arkit' if arkit else ''}", found
    elif UsdValidation:
        validators = UsdValidation.ValidationRegistry().GetOrLoadAllValidators()
        found = UsdValidation.ValidationContext(validators).Validate(Usd.Stage.Open(str(path)))
        yield f"{len(validators)} validators", [f"{e.GetName()}: {e.GetMessage()}" for e in found]


def check_usdz(room, path, name, level=True):
    for rules, found in complaints(path):
        report(f"{name} ({rules})", not found, "; ".join(found) or "no complaint")
    report(f"{name} (UsdUtils)", not UsdUtils.ComputeAllDependencies(str(path))[2], "no unresolved path")
    stage = Usd.Stage.Open(str(path))
    mesh = UsdGeom.Mesh(stage.GetPrimAtPath("/Scene/Surface"))
    points = np.array(mesh.GetPointsAttr().Get())
    uv = np.array(UsdGeom.PrimvarsAPI(mesh).GetPrimvar("st").Get())
    room.compare(f"{name} (usd-core)", points, texture_pixels(room, uv), "y_up", level)
    counts, corners = np.array(mesh.GetFaceVertexCountsAttr().Get()), np.array(mesh.GetFaceVertexIndicesAttr().Get())
    low, high = np.array(mesh.GetExtentAttr().Get())
    material, _ = UsdShade.MaterialBindingAPI(mesh).ComputeBoundMaterial()
    shader, _, _ = material.ComputeSurfaceSource()
    texture = shader.GetInput("emissiveColor").GetConnectedSource()[0].GetPrim()
    file = UsdShade.Shader(texture).GetInput("file").Get()
    ok = (
        UsdGeom.GetStageMetersPerUnit(stage) == 1 and UsdGeom.GetStageUpAxis(stage) == "Y"
        and stage.GetDefaultPrim().GetPath() == "/Scene" and (counts == 3).all() and len(corners) == 3 * len(counts)
        and corners.max() == len(points) - 1 and np.array_equal(low, points.min(0))
        and np.array_equal(high, points.max(0)) and file.path == "photo.jpg" and file.resolvedPath
        and mesh.GetNormalsInterpolation() == "vertex" and len(mesh.GetNormalsAttr().Get()) == len(points)
    )
    report(f"{name} (usd-core)", ok, f"metres, Y up, {len(counts)} triangles, texture {file.path}")
    box = UsdGeom.BBoxCache(Usd.TimeCode.Default(), ["default"]).ComputeWorldBound(mesh.GetPrim()).ComputeAlignedRange()
    report(f"{name} (usd-core)", abs(box.GetMin()[1]) < 0.2 and abs(box.GetMidpoint()[0]) < 0.3,
           f"stands at {box.GetMin()[1]:.3f} m, {box.GetSize()[0]:.2f} × {box.GetSize()[1]:.2f} × {box.GetSize()[2]:.2f} m")
    # The camera must see each point where the photo has it.
    frustum = UsdGeom.Camera(stage.GetPrimAtPath("/Scene/Camera")).GetCamera(Usd.TimeCode.Default()).frustum
    place = UsdGeom.Xformable(stage.GetPrimAtPath("/Scene")).ComputeLocalToWorldTransform(Usd.TimeCode.Default())
    view = np.array(place) @ np.array(frustum.ComputeViewMatrix() * frustum.ComputeProjectionMatrix())
    clip = np.c_[points, np.ones(len(points))] @ view
    seen = (clip[:, :2] / clip[:, 3:] + 1) / 2
    error = abs(seen - uv).max()
    report(f"{name} (usd-core)", error < 1e-5, f"the camera sees them in place, to {error:.1e} of the picture")


def check_colmap(room, folder):
    model = pycolmap.Reconstruction(str(folder / "sparse/0"))
    image, camera = model.images[1], model.cameras[1]
    points = np.array([model.points3D[i].xyz for i in sorted(model.points3D)])
    colors = np.array([model.points3D[i].color for i in sorted(model.points3D)])
    room.compare("colmap (pycolmap)", points, colors[:, :2], "y_down")
    observed = np.array([p.xy for p in image.points2D])
    in_camera = np.array([image.cam_from_world() * p for p in points])
    error = abs(np.array([camera.img_from_cam(p) for p in in_camera]) - observed).max()
    photo = Image.open(folder / "images" / image.name)
    report("colmap (pycolmap)", error < 1e-6 and photo.size == (camera.width, camera.height),
           f"{camera.model.name}, reprojection to {error:.1e} px, image {photo.size}")


def check_nerfstudio(room, folder):
    scene = json.loads((folder / "transforms.json").read_text())
    frame = scene["frames"][0]
    depth = np.array(Image.open(folder / frame["depth_file_path"])).astype(float) / 1000
    known = depth > 0
    report("nerfstudio (Pillow)", np.array_equal(known, room.surfaces != 5) and
           abs(depth - room.depth)[known].max() <= 0.000501, "depth in millimetres, the sky unknown")
    # As nerfstudio unprojects: OpenGL's camera axes and its own pixel centres.
    y, x = np.nonzero(known)
    z = room.depth[y, x]
    points = np.stack([(x + 0.5 - scene["cx"]) / scene["fl_x"] * z, -(y + 0.5 - scene["cy"]) / scene["fl_y"] * z, -z], 1)
    points = points @ np.array(frame["transform_matrix"])[:3, :3].T
    room.compare("nerfstudio (transforms.json)", points, np.stack([x, y], 1), "z_up")
    check_ply(room, folder / scene["ply_file_path"], "z_up", "nerfstudio's cloud")


def main(folder):
    room = Room(folder)
    cosine = np.clip(np.dot(room.up, room.facts["true_up"]), -1, 1)
    report("gravity", np.degrees(np.arccos(cosine)) < 0.3, f"{np.degrees(np.arccos(cosine)):.3f}° off")
    check_ply(room, folder / "room.ply", "y_up", "ply")
    check_splat(room, folder / "room.splat.ply")
    mesh = check_trimesh(room, folder / "room.glb", "glb")
    check_gltf(folder / "room.glb", "glb")
    simple = check_trimesh(room, folder / "simple.glb", "glb, simplified, not level", level=False)
    report("glb, simplified", abs(simple.area / mesh.area - 1) < 0.01 and len(simple.faces) < 0.11 * len(mesh.faces),
           f"{len(simple.faces) / len(mesh.faces):.3f} of the triangles, area {simple.area / mesh.area:.5f}")
    points = check_gltf(folder / "points.glb", "glb of points")
    ordered = np.stack(np.nonzero(room.surfaces != 5)[::-1], 1)
    room.compare("glb of points (pygltflib)", points, ordered, "y_up")
    check_trimesh(room, folder / "room.obj", "obj")
    check_trimesh(room, folder / "simple.obj", "obj, simplified, not level", level=False)
    check_usdz(room, folder / "room.usdz", "usdz")
    check_usdz(room, folder / "simple.usdz", "usdz, simplified, not level", level=False)
    check_colmap(room, folder / "room.colmap")
    check_nerfstudio(room, folder / "room.nerfstudio")
    print(f"{failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
