package import Foundation
package import Images

/// DDAD (V. Guizilini et al., CVPR 2020): streets from a car, with a scanner that sees 250 m far; the front camera.
///
/// In the form of TRI's DGP: `ddad.json` lists scenes by part, a scene's JSON file its pictures and scans with the poses
/// of their sensors in the world, as quaternions, and `calibration` the cameras. Scans are NPZ files with the array
/// `data`, whose first three columns are the place in metres in the scanner's axes; they are projected into the picture.
/// Source: TRI-ML/DDAD and TRI-ML/dgp.
package struct DDAD: FrameDataset {
    package static let description = DatasetDescription(
        name: "ddad", title: "DDAD", content: "200 scenes from a car, sparse depth by long-range laser scanners.",
        homepage: "https://github.com/TRI-ML/DDAD", licence: "CC BY-NC-SA 4.0", traits: .realMetric,
        splits: ["train", "val"], purpose: .evaluation,
        tree: """
            ddad_train_val/ddad.json
            ddad_train_val/000000/scene_<hash>.json
            ddad_train_val/000000/calibration/<hash>.json
            ddad_train_val/000000/rgb/CAMERA_01/<time>.png
            ddad_train_val/000000/point_cloud/LIDAR/<time>.npz
            (ddad_train_val/ may be the folder itself)
            """)
    private static let nearest = 0.1
    package let root: URL
    package var frames: [Frame]
    private let rigs: [String: DDADScene.Rig]

    /// `ddad.json`: the scenes' files, by the numbers of the parts.
    private struct Listing: Decodable {
        struct Part: Decodable { let filenames: [String] }
        let scene_splits: [String: Part]
    }

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        let wrapped = Folder(root).folder("ddad_train_val")
        let top = wrapped.exists ? wrapped : Folder(root)
        let file = root.appending(path: top.path("ddad.json"))
        guard file.exists else {
            (frames, rigs) = ([], [:])
            return
        }
        let parts = try SampleFile.json(Listing.self, file).scene_splits
        let numbers = split.map { [$0 == "train" ? "0" : "1"] } ?? ["0", "1"]
        var frames: [Frame] = []
        var rigs: [String: DDADScene.Rig] = [:]
        for scene in numbers.flatMap({ parts[$0]?.filenames ?? [] }).sorted() {
            let folder = scene.split(separator: "/").dropLast().joined(separator: "/")
            let content = try SampleFile.json(DDADScene.self, root.appending(path: top.path(scene)))
            for sample in try content.frames(calibration: { key throws(DatasetError) in
                let path = top.path("\(folder)/calibration/\(key).json")
                return try SampleFile.json(DDADScene.Calibration.self, root.appending(path: path))
            }) {
                let id = "\(folder)/\(sample.name)"
                frames.append(
                    Frame(
                        id: id, image: top.path("\(folder)/\(sample.image)"),
                        depth: top.path("\(folder)/\(sample.scan)")))
                rigs[id] = sample.rig
            }
        }
        self.frames = frames
        self.rigs = rigs
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let array = try NumPyFile.array("data", in: url(frame.depth))
        guard let rig = rigs[frame.id], array.shape.count == 2, array.shape[1] >= 3 else {
            throw DatasetError(.malformed, "\(frame.depth) holds no points, but the shape \(array.shape).")
        }
        let projection = try PointProjection(
            matrix: rig.matrix, width: image.width, height: image.height, file: frame.id)
        let points = stride(from: 0, to: array.values.count, by: array.shape[1]).lazy.map { start in
            let point = SIMD3(
                Double(array.values[start]), Double(array.values[start + 1]), Double(array.values[start + 2]))
            return rig.camera.inverse(rig.lidar(point))
        }
        return (projection.depth(of: points, nearest: Self.nearest), projection.camera)
    }
}
