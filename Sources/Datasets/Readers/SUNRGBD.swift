package import Foundation
package import Images

/// SUN RGB-D (S. Song et al., CVPR 2015): rooms seen by four depth cameras.
///
/// A sample is a folder. `depth_bfx` holds the depth with small holes filled, which the authors' toolbox uses, `depth` what
/// was measured; both are 16-bit PNGs with the bits turned three to the left, in millimetres, 0 where unknown.
/// `intrinsics.txt` is a 3×3 matrix. The toolbox counts whatever is beyond 8 m as 8 m; here it stays as it is.
/// `allsplit.mat` lists the folders of the parts, `alltrain` and `alltest`.
/// Source: readme and `read3dPoints` of the toolbox.
package struct SUNRGBD: FrameDataset {
    package static let description = DatasetDescription(
        name: "sun-rgbd", title: "SUN RGB-D", content: "10,335 pictures of rooms by four kinds of depth cameras.",
        homepage: "https://rgbd.cs.princeton.edu/", licence: "custom, research only", traits: .realMetric,
        farthest: 65.535, splits: ["train", "test"], purpose: .evaluation,
        evaluation: EvaluationProtocol(nearest: 0.001, farthest: 10, sampleCount: 5050),
        tree: """
            SUNRGBD/kv1/NYUdata/NYU0001/image/<name>.jpg (also kv2/, realsense/, xtion/)
            SUNRGBD/kv1/NYUdata/NYU0001/depth_bfx/<name>.png (else depth/)
            SUNRGBD/kv1/NYUdata/NYU0001/intrinsics.txt
            SUNRGBDtoolbox/traintestSUNRGBD/allsplit.mat (for parts)
            """)
    /// How deep the folders of samples lie, at most, below `SUNRGBD`.
    private static let maximumDepth = 6
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        frames = []
        guard Folder(root).folder("SUNRGBD").exists else { return }
        try list(Folder(root).folder("SUNRGBD"), depth: Self.maximumDepth)
        guard let split else { return }
        let file = root.appending(path: "SUNRGBDtoolbox/traintestSUNRGBD/allsplit.mat")
        let listed = Set(try MATFile.texts("all\(split)", in: file).map(Self.place))
        frames = frames.filter { listed.contains(Self.place($0.id)) }
    }

    /// What comes after the data set's own folder, without a slash at the end.
    private static func place(_ path: String) -> String {
        let parts = path.split(separator: "/")
        let start = parts.lastIndex(of: "SUNRGBD").map { $0 + 1 } ?? 0
        return parts[start...].joined(separator: "/")
    }

    private mutating func list(_ folder: Folder, depth: Int) throws(DatasetError) {
        guard folder.folder("image").exists else {
            guard depth > 0 else { return }
            for inner in try folder.folders() { try list(inner, depth: depth - 1) }
            return
        }
        let filled = folder.folder("depth_bfx")
        let depths = filled.exists ? filled : folder.folder("depth")
        guard let image = try folder.folder("image").pictures().first else { return }
        let name = try depths.exists ? depths.stems(suffix: ".png").first : nil
        frames.append(
            Frame(
                id: String(folder.path.dropFirst("SUNRGBD/".count)), image: folder.path("image/\(image.name)"),
                depth: depths.path("\(name ?? image.stem).png"), others: [folder.path("intrinsics.txt")]))
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let turned = try SampleFile.raster(url(frame.depth)).map { value in
            let bits = UInt16(value)
            return Float(bits >> 3 | bits << 13)
        }
        let file = url(frame.others[0])
        // Some files have a second matrix behind the first.
        let matrix = try SampleFile.numbers(file)
        guard matrix.count >= 9 else { throw DatasetError(.malformed, "\(file.relativePath) has no 3×3 matrix.") }
        return (
            DepthEncoding(unit: 0.001).decode(turned),
            try Intrinsics(focalLength: matrix[0], middleX: matrix[2], middleY: matrix[5], file: file.relativePath)
        )
    }
}
