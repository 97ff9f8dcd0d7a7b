public import Datasets
public import Foundation
public import Images

/// One synthetic photograph with the truth about it.
public struct SyntheticFrame: Sendable {
    /// Its number within the stream.
    public let index: Int
    /// Of the stream.
    public let seed: UInt64
    /// The kind of place.
    public let kind: SceneKind
    /// The photograph, as decoded from ``jpeg``.
    public let image: RGBImage
    /// The photograph as a file, with its focal length in the EXIF block.
    public let jpeg: Data
    /// Metres along the optical axis at the middle of each pixel; `.infinity` is sky, NaN unknown, as in all of a
    /// ``SceneKind/panorama`` without a layout.
    public let depth: FloatRaster
    /// Of length 1: X to the right, Y down, Z into the picture; zero is sky.
    public let normals: [SIMD3<Float>]
    /// ``Instance/object`` by pixel.
    public let ids: [UInt32]
    /// How much of each pixel one foreground object covers; `nil` where it was not asked for, or where none shows.
    public let matte: FloatRaster?
    /// The camera, in pixels.
    public let intrinsics: Intrinsics
    /// The camera, in the world.
    public let camera: SceneCamera
    /// How many rays it took.
    public let rayCount: Int

    /// Names the frame within its stream: `room-000012`.
    public var id: String { Self.id(kind, index) }

    static func id(_ kind: SceneKind, _ index: Int) -> String {
        let digits = String(index)
        return "\(kind.rawValue)-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// As a trainer takes it.
    public var sample: DepthSample {
        DepthSample(
            id: id, image: image, depth: depth, intrinsics: intrinsics,
            traits: DatasetTraits(isSynthetic: !kind.isReal, isMetric: true), matte: matte)
    }
}
