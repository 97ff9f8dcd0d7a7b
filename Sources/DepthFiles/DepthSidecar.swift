public import DepthPro
public import Foundation
public import Images

/// Everything about an estimate that a depth file itself cannot say, as JSON.
public struct DepthSidecar: Sendable, Hashable, Codable {
    /// What the numbers in the depth files mean, and how they are distributed.
    public struct Depth: Sendable, Hashable, Codable {
        /// "metre".
        public var unit = "metre"
        /// "z": along the optical axis, not along the ray.
        public var kind = "z"
        /// The nearest and the farthest depth that can be expressed, in metres; the farthest also means "too far to
        /// tell".
        public var range: [Double]
        /// The distribution of the values.
        public var statistics: DepthStatistics
        /// How the network's output came to the photo's size.
        public var resize = "inverse depth, bilinear, corners not aligned, then limited to the range and inverted"
    }

    /// The pinhole camera.
    public struct Camera: Sendable, Hashable, Codable {
        /// In pixels.
        public var focalLength: Double
        /// Where the focal length came from: "given", "exif35mm", "exifSensor" or "network".
        public var focalLengthSource: String
        /// Horizontal, in degrees.
        public var fieldOfView: Double
        /// 3×3, row by row; pixels, with (0, 0) the upper left corner of the upper left pixel.
        public var intrinsics: [[Double]]

        private enum CodingKeys: String, CodingKey {
            case focalLength = "focallength_px"
            case focalLengthSource = "focallength_source"
            case fieldOfView = "field_of_view_deg"
            case intrinsics
        }
    }

    /// What did not fit a 16-bit PNG.
    public struct Quantization: Sendable, Hashable, Codable {
        /// "millimetre"; 0 stands for no value, which does not occur.
        public var unit = "millimetre"
        /// How many pixels are farther than 65.535 m and were written as 65535.
        public var saturated: Int
    }

    /// Pixels across.
    public var width: Int
    /// Pixels down.
    public var height: Int
    /// The depth.
    public var depth: Depth
    /// The camera.
    public var camera: Camera
    /// Where the depth came from and how it was made.
    public var estimate: EstimateFacts
    /// The names of the files written beside the sidecar.
    public var files: [String]
    /// Where a 16-bit PNG was written, what did not fit it.
    public var png16: Quantization?

    /// Describes a depth map and the files written of it.
    public init(
        _ map: DepthMap, estimate: EstimateFacts, files: [String] = [], quantization: FloatRaster.Quantization? = nil
    ) {
        width = map.width
        height = map.height
        depth = Depth(
            range: [DepthMap.range.lowerBound, DepthMap.range.upperBound].map { Double("\($0)") ?? Double($0) },
            statistics: DepthStatistics(map))
        camera = Camera(
            focalLength: map.focalLength.pixels, focalLengthSource: map.focalLength.source.rawValue,
            fieldOfView: map.fieldOfView, intrinsics: map.intrinsics.matrix)
        self.estimate = estimate
        self.files = files
        png16 = quantization.map { Quantization(saturated: $0.saturated) }
    }

    /// Writes the JSON file, atomically.
    ///
    /// - Throws: `ImageError` with code `unwritable`.
    public func write(to url: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try AtomicFile.write(encoder.encode(self) + Data("\n".utf8), to: url)
    }
}
