package import Foundation
package import Images

/// NYU Depth v2 (N. Silberman et al., ECCV 2012): its labelled images, by a Kinect.
///
/// One MATLAB 7.3 file, which is HDF5, holds all: `images` and `rawDepths`, in metres, 0 where unknown, seen from the
/// colour camera. MATLAB keeps columns together, so HDF5 sees image × channel × column × row. `splits.mat` has the
/// numbers, from 1, of the 795 training and 654 test images. The camera is that of the authors' toolbox.
///
/// The part `eigen` is the test part with depth unknown outside of rows 45 to 470 and columns 41 to 600 of 480 × 640: the
/// crop of D. Eigen et al. (NeurIPS 2014), which most tables use.
/// Source: the set's page and toolbox (`camera_params.m`); the crop: public evaluation scripts.
package struct NYUv2: FrameDataset {
    package static let description = DatasetDescription(
        name: "nyu-v2", title: "NYU Depth v2", content: "1,449 labelled pictures of rooms with depth by a Kinect.",
        homepage: "https://cs.nyu.edu/~fergus/datasets/nyu_depth_v2.html", licence: "custom, research only",
        traits: .realMetric, splits: ["train", "test", "eigen"], purpose: .evaluation,
        tree: """
            nyu_depth_v2_labeled.mat
            splits.mat (for parts)
            """)
    private static let file = "nyu_depth_v2_labeled.mat"
    /// Of images ``publishedWidth`` wide, in pixels counted from the middle of the first.
    private static let camera = (
        focalLength: 518.85790117450188, middleX: 325.58244941119034, middleY: 253.73616633400465
    )
    private static let publishedWidth = 640.0
    /// The first row and column that count, and the first that no longer do, of 480 × 640.
    private static let crop = (rows: (45, 471), columns: (41, 601))
    package let root: URL
    package var frames: [Frame]
    private let isCropped: Bool

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        isCropped = split == "eigen"
        let file = root.appending(path: Self.file)
        guard file.exists else {
            frames = []
            return
        }
        let count = try HDF5File.shape(of: "rawDepths", in: file)[0]
        let numbers = try split.map { split throws(DatasetError) in
            try Self.numbers(of: split, in: root.appending(path: "splits.mat"), count: count)
        }
        frames = (numbers ?? Array(1...count)).map { number in
            let digits = String(number)
            return Frame(
                id: String(repeating: "0", count: max(0, 4 - digits.count)) + digits, image: Self.file, depth: Self.file
            )
        }
    }

    package func sample(at index: Int) throws(DatasetError) -> DepthSample {
        let frame = frames[index]
        let file = url(frame.image)
        let part = (Int(frame.id) ?? 0) - 1
        let colors = try HDF5File.array("images", part: part, in: file)
        let depths = try HDF5File.array("rawDepths", part: part, in: file)
        guard colors.shape.count == 4, colors.shape[1] == 3, depths.shape == [1] + colors.shape[2...] else {
            throw DatasetError(
                .malformed, "\(file.relativePath) has images of shape \(colors.shape), depths of \(depths.shape).")
        }
        let (width, height) = (colors.shape[2], colors.shape[3])
        var pixels: [UInt8] = []
        var values: [Float] = []
        for y in 0..<height {
            for x in 0..<width {
                values.append(depths.values[x * height + y])
                for channel in 0..<3 {
                    pixels.append(UInt8(max(0, min(255, colors.values[(channel * width + x) * height + y]))))
                }
            }
        }
        var depth = DepthEncoding(unit: 1).decode(FloatRaster(width: width, height: height, values: values))
        if isCropped {
            let (rows, columns) = Self.crop
            depth = depth.keeping(
                rows: rows.0 * height / 480..<rows.1 * height / 480,
                columns: columns.0 * width / 640..<columns.1 * width / 640)
        }
        let camera = try Intrinsics(
            focalLength: Self.camera.focalLength, middleX: Self.camera.middleX, middleY: Self.camera.middleY,
            file: Self.file)
        return DepthSample(
            id: frame.id, image: RGBImage(width: width, height: height, pixels: pixels), depth: depth,
            intrinsics: camera.scaled(by: Double(width) / Self.publishedWidth), traits: traits)
    }

    package func depthAndCamera(
        of frame: Frame, image: RGBImage
    ) throws(DatasetError) -> (depth: FloatRaster, camera: Intrinsics?) {
        preconditionFailure("Images and depths of NYU Depth v2 are read together.")
    }

    private static func numbers(of split: String, in file: URL, count: Int) throws(DatasetError) -> [Int] {
        let name = split == "train" ? "trainNdxs" : "testNdxs"
        let numbers = try MATFile.array(name, in: file).values
        guard numbers.allSatisfy({ $0 >= 1 && $0 <= Float(count) }) else {
            throw DatasetError(.malformed, "\(file.relativePath): “\(name)” names images that are not there.")
        }
        return numbers.map { Int($0) }
    }
}
