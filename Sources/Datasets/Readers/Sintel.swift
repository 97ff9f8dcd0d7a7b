package import Foundation
package import Images

/// MPI Sintel (D. Butler et al., ECCV 2012), with the depth published later.
///
/// `.dpt` files hold depth along the axis in metres as the film's makers scaled it: the float 202021.25, width and
/// height as 32-bit integers, and 32-bit floats in rows. `.cam` files hold the same float, then the 3×3 camera matrix
/// and the 3×4 pose as doubles. All is little-endian. The sky has a depth of its own, of some kilometres.
/// Source: README and `sintel_io.py` of the depth training data.
package struct Sintel: FrameDataset {
    package static let description = DatasetDescription(
        name: "sintel", title: "Sintel", content: "1,064 frames of an animated film, 23 sequences in two renditions.",
        homepage: "http://sintel.is.tue.mpg.de/depth", licence: "film CC BY 3.0; depth for research",
        traits: .syntheticMetric, marksUnknown: true, splits: ["final", "clean"], purpose: .evaluation,
        evaluation: EvaluationProtocol(nearest: 0.01, farthest: 80, sampleCount: 1064),
        tree: """
            training/final/<sequence>/frame_0001.png (for the part clean: training/clean/)
            training/depth/<sequence>/frame_0001.dpt
            training/camdata_left/<sequence>/frame_0001.cam
            (training/ may be the folder itself)
            """)
    private static let tag: Float = 202021.25
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        let nested = Folder(root).folder("training")
        let top = nested.exists ? nested : Folder(root)
        let pass = split ?? "final"
        var frames: [Frame] = []
        for sequence in top.folder(pass).exists ? try top.folder(pass).folders() : [] {
            let name = String(sequence.path.split(separator: "/").last ?? "")
            for stem in try sequence.stems(prefix: "frame_", suffix: ".png") {
                let file = "\(name)/frame_\(stem)"
                frames.append(
                    Frame(
                        id: "\(name)/\(stem)", image: sequence.path("frame_\(stem).png"),
                        depth: top.path("depth/\(file).dpt"), others: [top.path("camdata_left/\(file).cam")]))
            }
        }
        self.frames = frames
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        (DepthEncoding(unit: 1).decode(try Self.depth(url(frame.depth))), try Self.camera(url(frame.others[0])))
    }

    /// The numbers of a `.dpt` file.
    package static func depth(_ url: URL) throws(DatasetError) -> FloatRaster {
        var reader = try opened(url)
        let (width, height) = (try reader.int32(), try reader.int32())
        guard width > 0, height > 0, width < 1 << 16, height < 1 << 16, reader.remaining == 4 * width * height else {
            throw DatasetError(
                .malformed, "\(url.relativePath) says \(width)×\(height), which does not fit its size.")
        }
        return FloatRaster(width: width, height: height, values: try reader.floats(width * height))
    }

    /// The camera of a `.cam` file.
    package static func camera(_ url: URL) throws(DatasetError) -> Intrinsics {
        var reader = try opened(url)
        guard reader.remaining == 21 * 8 else {
            throw DatasetError(.malformed, "\(url.relativePath) has not the size of a camera file.")
        }
        var matrix: [Double] = []
        for _ in 0..<9 { matrix.append(try reader.double()) }
        return try Intrinsics(
            focalLength: matrix[0], middleX: matrix[2], middleY: matrix[5], file: url.relativePath)
    }

    private static func opened(_ url: URL) throws(DatasetError) -> BinaryReader {
        var reader = BinaryReader(try SampleFile.data(url), name: url.relativePath)
        guard try reader.float() == tag else {
            throw DatasetError(.malformed, "\(url.relativePath) is no file of Sintel's: it does not begin with \(tag).")
        }
        return reader
    }
}
