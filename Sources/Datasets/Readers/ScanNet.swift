package import Foundation
package import Images

/// ScanNet (A. Dai et al., CVPR 2017), as its `SensReader` exports the `.sens` files.
///
/// Depth is a 16-bit PNG of 640×480 in millimetres, 0 where unknown; colour a JPEG of 1296×968. The two cameras nearly
/// agree, and the usual practice of stretching one to the other is followed: here depth to colour. `intrinsic_color.txt`
/// is a 4×4 matrix. The parts are the lists that the benchmark publishes, `scannetv2_train.txt` and so on.
/// Source: README of ScanNet's SensReader and its benchmark scripts.
package struct ScanNet: FrameDataset {
    package static let description = DatasetDescription(
        name: "scannet", title: "ScanNet", content: "Videos of 707 rooms with a structured-light sensor.",
        homepage: "http://www.scan-net.org/", licence: "ScanNet terms of use, on request", traits: .realMetric,
        farthest: 65.535,
        splits: ["train", "val", "test"],
        tree: """
            scans/scene0000_00/color/0.jpg
            scans/scene0000_00/depth/0.png
            scans/scene0000_00/intrinsic/intrinsic_color.txt
            scannetv2_train.txt, scannetv2_val.txt, scannetv2_test.txt (for parts only)
            """)
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        let listed: Set<Substring>? = try split.map { name throws(DatasetError) in
            Set(
                try SampleFile.text(root.appending(path: "scannetv2_\(name).txt")).split(whereSeparator: \.isWhitespace)
            )
        }
        var frames: [Frame] = []
        for scene in try Folder(root).folder("scans").folders() {
            let name = scene.path.dropFirst("scans/".count)
            guard listed?.contains(name) ?? true, scene.folder("color").exists else { continue }
            for stem in try scene.folder("color").stems(suffix: ".jpg") {
                frames.append(
                    Frame(
                        id: "\(name)/\(stem)", image: scene.path("color/\(stem).jpg"),
                        depth: scene.path("depth/\(stem).png"), others: [scene.path("intrinsic/intrinsic_color.txt")]))
            }
        }
        self.frames = frames
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let file = url(frame.others[0])
        let matrix = try SampleFile.matrix(file, rows: 4, columns: 4)
        return (
            DepthEncoding(unit: 0.001).decode(try SampleFile.raster(url(frame.depth))),
            try Intrinsics(focalLength: matrix[0], middleX: matrix[2], middleY: matrix[6], file: file.relativePath)
        )
    }
}
