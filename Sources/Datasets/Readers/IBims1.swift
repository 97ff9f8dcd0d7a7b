package import Foundation
package import Images

/// iBims-1 (T. Koch et al., ECCVW 2018): rooms by a camera and a laser scanner, with edges and planes marked.
///
/// Read are the files of `ibims1_core_mat`, MATLAB 5, with a structure `data` of `rgb`, `depth` in metres with 0 unknown,
/// `calib`, `edges`, `mask_invalid` and `mask_transp`, both 0 where depth does not count, and for each of `wall`, `table`
/// and `floor` a mask that numbers the planes from 1 and a row of parameters for each. `calib` is the camera matrix as
/// MATLAB has it, transposed, with the first pixel's middle at 1. Where there is only `ibims1_core_raw`, the same comes
/// from PNGs, depth in 16 bits that end at 50 m, without the planes' parameters.
/// Source: the authors' evaluation scripts and public loaders.
package struct IBims1: FrameDataset, AnnotatedDataset {
    package static let description = DatasetDescription(
        name: "ibims-1", title: "iBims-1", content: "100 rooms by laser scanner, with depth edges and planes marked.",
        homepage: "https://www.asg.ed.tum.de/lmf/ibims1/", licence: "CC BY-NC-SA 4.0", traits: .realMetric,
        farthest: 50, purpose: .evaluation,
        evaluation: EvaluationProtocol(nearest: 0.1, farthest: 10, sampleCount: 100),
        tree: """
            ibims1_core_mat/<name>.mat
            or, without the planes' parameters,
            ibims1_core_raw/rgb/<name>.png
            ibims1_core_raw/depth/<name>.png
            ibims1_core_raw/calib/<name>.txt
            ibims1_core_raw/mask_invalid/<name>.png
            ibims1_core_raw/mask_transp/<name>.png
            ibims1_core_raw/edges/, mask_wall/, mask_table/, mask_floor/<name>.png (for the measures of edges and planes)
            """)
    /// What one byte can count.
    private static let maximumPlanes: Float = 255
    /// In PNGs.
    private static let metresPerStep: Float = 50.0 / 65535
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        let (mat, raw) = (Folder(root).folder("ibims1_core_mat"), Folder(root).folder("ibims1_core_raw"))
        if mat.exists {
            frames = try mat.stems(suffix: ".mat").map { stem in
                Frame(id: stem, image: mat.path("\(stem).mat"), depth: mat.path("\(stem).mat"))
            }
        } else {
            frames = try (raw.exists ? raw.folder("rgb").stems(suffix: ".png") : []).map { stem in
                let others = ["calib/\(stem).txt", "mask_invalid/\(stem).png", "mask_transp/\(stem).png"]
                return Frame(
                    id: stem, image: raw.path("rgb/\(stem).png"), depth: raw.path("depth/\(stem).png"),
                    others: others.map(raw.path))
            }
        }
    }

    package func sample(at index: Int) throws(DatasetError) -> DepthSample {
        let frame = frames[index]
        let image = try frame.isMAT ? image(of: frame) : SampleFile.image(url(frame.image))
        let (depth, camera) = try depthAndCamera(of: frame, image: image)
        return DepthSample(
            id: frame.id, image: image, depth: depth.resizedToNearest(width: image.width, height: image.height),
            intrinsics: camera, traits: traits)
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        let raw = try frame.isMAT ? raster("depth", of: frame) : SampleFile.raster(url(frame.depth))
        var depth = DepthEncoding(unit: frame.isMAT ? 1 : Self.metresPerStep).decode(raw)
        for mask in ["mask_invalid", "mask_transp"] {
            depth = depth.setting(.nan, where: try raster(mask, of: frame)) { $0 == 0 }
        }
        return (depth, try camera(of: frame))
    }

    package func annotations(at index: Int) throws(DatasetError) -> SceneAnnotations {
        let frame = frames[index]
        var planes: [SceneAnnotations.Plane] = []
        for kind in SceneAnnotations.Plane.Kind.allCases {
            let mask = try raster("mask_\(kind.rawValue)", of: frame)
            // Empty, and so refused, where the picture has no such plane.
            let parameters = frame.isMAT ? try? field("mask_\(kind.rawValue)_paras", of: frame) : nil
            for number in Set(mask.values.filter { $0 >= 1 && $0 <= Self.maximumPlanes }).sorted() {
                planes.append(
                    SceneAnnotations.Plane(
                        kind: kind, mask: mask.map { $0 == number ? 1 : 0 },
                        normal: parameters.flatMap { Self.normal($0, row: Int(number) - 1) }))
            }
        }
        return SceneAnnotations(edges: try raster("edges", of: frame).map { $0 > 0 ? 1 : 0 }, planes: planes)
    }
}

extension IBims1 {
    private func image(of frame: Frame) throws(DatasetError) -> RGBImage {
        let colors = try field("rgb", of: frame)
        guard colors.shape.count == 3, colors.shape[2] == 3 else {
            throw DatasetError(.malformed, "\(frame.image) has a picture of shape \(colors.shape).")
        }
        let pixels = colors.values.map { UInt8(max(0, min(255, $0))) }
        return RGBImage(width: colors.shape[1], height: colors.shape[0], pixels: pixels)
    }

    /// A field of the structure, or a PNG of that name.
    private func raster(_ name: String, of frame: Frame) throws(DatasetError) -> FloatRaster {
        frame.isMAT
            ? try field(name, of: frame).raster(name: "\(frame.image): “\(name)”")
            : try SampleFile.greyPNG(url("ibims1_core_raw/\(name)/\(frame.id).png"))
    }

    private func field(_ name: String, of frame: Frame) throws(DatasetError) -> NumericArray {
        try MATFile.array("data", field: name, in: url(frame.image))
    }

    private func camera(of frame: Frame) throws(DatasetError) -> Intrinsics {
        let numbers =
            try frame.isMAT
            ? field("calib", of: frame).values.map { Double($0) } : SampleFile.numbers(url(frame.others[0]))
        let file = frame.isMAT ? frame.image : frame.others[0]
        switch numbers.count {
        case 4:
            return try Intrinsics(focalLength: numbers[0], middleX: numbers[2] - 1, middleY: numbers[3] - 1, file: file)
        case 9:
            // Some write the matrix, others its transpose: the one has its centre where the other has zeros.
            let isTransposed = numbers[2] == 0 && numbers[5] == 0
            let (x, y) = isTransposed ? (numbers[6], numbers[7]) : (numbers[2], numbers[5])
            return try Intrinsics(focalLength: numbers[0], middleX: x - 1, middleY: y - 1, file: file)
        default: throw DatasetError(.malformed, "\(file) has a camera of \(numbers.count) numbers.")
        }
    }

    /// The direction in a row of parameters, which count to the right, forward and up, as the camera counts.
    private static func normal(_ parameters: NumericArray, row: Int) -> SIMD3<Double>? {
        guard parameters.shape.count == 2, parameters.shape[1] >= 3, row < parameters.shape[0] else { return nil }
        let start = row * parameters.shape[1]
        let (right, forward, up) = (
            parameters.values[start], parameters.values[start + 1], parameters.values[start + 2]
        )
        return SIMD3(Double(right), -Double(up), Double(forward))
    }
}

extension Frame {
    fileprivate var isMAT: Bool { image.hasSuffix(".mat") }
}
