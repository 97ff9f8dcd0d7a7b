package import Foundation
package import Images

/// nuScenes (H. Caesar et al., CVPR 2020): streets from a car; the front camera at the moments that are annotated.
///
/// The laser scanner's points are projected into the picture: from the scanner to the car, to the world, to the car when
/// the picture was taken, to the camera. `.pcd.bin` files hold five 32-bit floats a point, of which three are the place in
/// metres; the tables give poses with quaternions w x y z, and cameras as 3×3 matrices. Points nearer than 1 m are left
/// out, as in the authors' kit. An id is the scene's name and the picture's, so that a list of scenes, such as those of
/// the part `val` in the kit's `splits.py`, chooses their pictures. The tables of all scenes have millions of rows:
/// opening them takes about a minute.
/// Source: schema and kit of nutonomy/nuscenes-devkit.
package struct NuScenes: FrameDataset {
    package static let description = DatasetDescription(
        name: "nuscenes", title: "nuScenes", content: "1,000 scenes from a car, sparse depth by a laser scanner.",
        homepage: "https://www.nuscenes.org/", licence: "CC BY-NC-SA 4.0, more terms", traits: .realMetric,
        purpose: .evaluation, evaluation: EvaluationProtocol(nearest: 0.001, farthest: 80, sampleCount: 881),
        tree: """
            samples/CAM_FRONT/<name>.jpg
            samples/LIDAR_TOP/<name>.pcd.bin
            v1.0-trainval/sample_data.json, calibrated_sensor.json, ego_pose.json, sample.json, scene.json (or v1.0-mini/)
            (which 881 pictures the paper took is not published: name scenes or pictures in a list)
            """)
    /// What is nearer belongs to the car, in metres.
    private static let nearest = 1.0
    package let root: URL
    package var frames: [Frame]
    private let rigs: [String: NuScenesRig]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        let versions = ["v1.0-trainval", "v1.0-mini", "v1.0-test"]
        guard let version = versions.first(where: { root.appending(path: $0).isDirectory }) else {
            (frames, rigs) = ([], [:])
            return
        }
        let tables = try NuScenesTables(root.appending(path: version))
        frames = tables.pairs.map { Frame(id: $0.id, image: $0.camera.filename, depth: $0.lidar.filename) }
            .sorted { $0.id < $1.id }
        rigs = try tables.rigs()
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        guard let rig = rigs[frame.id] else {
            throw DatasetError(.malformed, "The tables have no camera and scanner for \(frame.id).")
        }
        let projection = try PointProjection(
            matrix: rig.matrix, width: image.width, height: image.height, file: "calibrated_sensor.json")
        let points = try Self.points(url(frame.depth)).lazy.map { point in
            rig.camera.inverse(rig.carAtCamera.inverse(rig.carAtLidar(rig.lidar(point))))
        }
        return (projection.depth(of: points, nearest: Self.nearest), projection.camera)
    }

    /// The places of the points of a `.pcd.bin` file, in metres.
    package static func points(_ url: URL) throws(DatasetError) -> [SIMD3<Double>] {
        var reader = BinaryReader(try SampleFile.data(url), name: url.relativePath)
        guard reader.remaining % 20 == 0 else {
            throw DatasetError(.malformed, "\(url.relativePath) is no list of points of five numbers each.")
        }
        let values = try reader.floats(reader.remaining / 4)
        return stride(from: 0, to: values.count, by: 5).map {
            SIMD3(Double(values[$0]), Double(values[$0 + 1]), Double(values[$0 + 2]))
        }
    }
}

/// How camera and laser scanner stood when they took a picture and a scan.
struct NuScenesRig: Sendable {
    /// The camera's 3×3 matrix, row by row.
    let matrix: [Double]
    /// From the sensors' axes to the car's.
    let camera, lidar: RigidMotion
    /// From the car's axes to the world's.
    let carAtCamera, carAtLidar: RigidMotion
}
