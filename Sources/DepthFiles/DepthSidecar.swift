public import DepthPro
public import Foundation
public import Geometry
public import Images

/// Everything about an estimate that a depth file itself cannot say, as JSON.
public struct DepthSidecar: Sendable, Hashable, Codable {
    /// What the numbers in the depth files mean, and how they are distributed.
    public struct Depth: Sendable, Hashable, Codable {
        /// "metre", or "relative": inverse depth is right up to a factor and an offset.
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

    /// How the files in three dimensions were made.
    public struct Geometry: Sendable, Hashable, Codable {
        /// In metres; what is farther was left out.
        public var maximumDepth: Double
        /// By how much neighbours' depths may differ, as a share of the nearer one, without a cut.
        public var edgeThreshold: Double
        /// Against gravity, in the camera's axes (X right, Y down, Z forward): this way is up in the files.
        public var up: [Double]
        /// How far the camera is taken to be pitched down, in degrees.
        public var pitch: Double
        /// How far the camera is taken to be rolled clockwise, in degrees.
        public var roll: Double
        /// Whether the photo told which way is up; else the camera is taken to be level.
        public var isUpFound: Bool

        /// - Parameter gravity: `nil` where nobody asked.
        public init(options: GeometryOptions, gravity: GravityEstimate?) {
            maximumDepth = options.maximumDepth
            edgeThreshold = options.edgeThreshold
            let direction = gravity?.up ?? SIMD3(0, -1, 0)
            up = [direction.x, direction.y, direction.z]
            pitch = gravity?.pitch ?? 0
            roll = gravity?.roll ?? 0
            isUpFound = gravity?.isFound ?? false
        }

        private enum CodingKeys: String, CodingKey {
            case up
            case maximumDepth = "maximum_depth_m"
            case edgeThreshold = "edge_threshold"
            case pitch = "pitch_deg"
            case roll = "roll_deg"
            case isUpFound = "up_found"
        }
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
    /// Where files in three dimensions were written, how.
    public var geometry: Geometry?

    private static let resizeToPhotoEdges =
        "inverse depth, bilinear where it is smooth; beside an edge the mean of the surface that the photo's colours tell"

    /// Describes a depth map and the files written of it.
    public init(
        _ map: DepthMap, estimate: EstimateFacts, files: [String] = [], quantization: FloatRaster.Quantization? = nil,
        geometry: Geometry? = nil
    ) {
        width = map.width
        height = map.height
        depth = Depth(
            range: [DepthMap.range.lowerBound, DepthMap.range.upperBound].map { Double("\($0)") ?? Double($0) },
            statistics: DepthStatistics(map))
        if estimate.edges == .photo { depth.resize = Self.resizeToPhotoEdges }
        camera = Camera(
            focalLength: map.focalLength.pixels, focalLengthSource: map.focalLength.source.rawValue,
            fieldOfView: map.fieldOfView, intrinsics: map.intrinsics.matrix)
        self.estimate = estimate
        self.files = files
        png16 = quantization.map { Quantization(saturated: $0.saturated) }
        self.geometry = geometry
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
