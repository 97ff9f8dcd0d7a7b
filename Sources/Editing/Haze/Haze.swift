import Foundation
public import Images

/// Air that scatters light: what is seen through a distance d of it is J·t + A·(1 − t), with t = exp(−β·d).
///
/// β is the extinction per metre, A the light that the air sends to the camera (Koschmieder, 1924). Distances are taken
/// along the ray, not along the optical axis. The sky is infinitely far, so that only air is seen there.
public struct Haze: Sendable, Hashable {
    /// β, per metre.
    public var extinction: Double
    /// A, in linear light from 0 to 1.
    public var airlight: SIMD3<Float>

    /// Describes air.
    public init(extinction: Double, airlight: SIMD3<Float>) {
        precondition(extinction >= 0 && extinction.isFinite, "extinction is not negative")
        self.extinction = extinction
        self.airlight = airlight
    }

    /// Air by how far one sees: the distance at which a twentieth of the light is left, which is what weather services
    /// call visibility (meteorological optical range, WMO-No. 8).
    public init(visibility: Double, airlight: SIMD3<Float>) {
        precondition(visibility > 0, "visibility is above zero")
        self.init(extinction: -log(0.05) / visibility, airlight: airlight)
    }

    /// In metres; infinite without any haze.
    public var visibility: Double { -log(0.05) / extinction }

    /// The photo in this air.
    ///
    /// - Parameter intrinsics: Of the photo.
    public func added(
        to photo: RGBImage, nearness: Nearness, intrinsics: Intrinsics, threads: Int? = nil, report: WorkReport = .none
    ) throws(EditingError) -> RGBImage {
        let air = SIMD4(airlight, 0)
        return try PixelEdit(photo: photo, nearness: nearness, threads: threads, report: report).run {
            color, column, row, nearness in
            let share = transmission(nearness, column, row, intrinsics)
            return air + (color - air) * share
        }
    }

    /// The photo without this air: J = A + (I − A) / t.
    ///
    /// - Parameter leastTransmission: Where less light is left, it is not brought back in full, and with it the noise.
    public func removed(
        from photo: RGBImage, nearness: Nearness, intrinsics: Intrinsics, leastTransmission: Float = 0.15,
        threads: Int? = nil, report: WorkReport = .none
    ) throws(EditingError) -> RGBImage {
        let air = SIMD4(airlight, 0)
        return try PixelEdit(photo: photo, nearness: nearness, threads: threads, report: report).run {
            color, column, row, nearness in
            let share = max(transmission(nearness, column, row, intrinsics), leastTransmission)
            return air + (color - air) / share
        }
    }

    /// The share of light that arrives from a pixel.
    @inline(__always)
    func transmission(_ nearness: Float, _ column: Int, _ row: Int, _ intrinsics: Intrinsics) -> Float {
        guard nearness > 0 else { return extinction > 0 ? 0 : 1 }
        return exp(-Float(extinction) * Self.stretch(column, row, intrinsics) / nearness)
    }

    /// The length of a pixel's ray per depth.
    @inline(__always)
    static func stretch(_ column: Int, _ row: Int, _ intrinsics: Intrinsics) -> Float {
        let x = (Float(column) + 0.5 - Float(intrinsics.centerX)) / Float(intrinsics.focalLength)
        let y = (Float(row) + 0.5 - Float(intrinsics.centerY)) / Float(intrinsics.focalLength)
        return (1 + x * x + y * y).squareRoot()
    }
}
