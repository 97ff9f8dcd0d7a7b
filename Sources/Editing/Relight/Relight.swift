import Foundation
public import Images

/// Adds a lamp to a photo.
///
/// A pixel's light is what the surface sends back of the light that it had. Under the lamp it gets more, in the same
/// colours: I·(ambient + intensity·max(0, n·l)·(d₀/d)²·v), with the surface's normal n, the direction l and the distance
/// d to the lamp, d₀ the distance to what the lamp is nearest to, and v whether something stands between, as far as the
/// photo shows it. (Lambert's law; the surface's own colour is taken from the photo as lit evenly.)
public struct Relight: Sendable, Hashable {
    /// Where the lamp is, in metres in the camera's axes: X right, Y down, Z forward.
    public var position: SIMD3<Double>
    /// The light on a surface that faces the lamp at ``referenceDistance``, as a multiple of the photo's own.
    public var intensity: Double
    /// The lamp's colour, linear; 1, 1, 1 is white.
    public var color: SIMD3<Float>
    /// How much of the photo's own light stays: 1 all, 0 none.
    public var ambient: Double
    /// In metres, d₀.
    public var referenceDistance: Double
    /// Whether things cast shadows.
    public var castsShadows: Bool
    /// Half of the window over which normals are smoothed, as a share of the photo's longer side.
    public var smoothing: Double

    /// Describes a lamp.
    public init(
        position: SIMD3<Double>, intensity: Double = 1.5, color: SIMD3<Float> = [1, 1, 1], ambient: Double = 0.5,
        referenceDistance: Double = 1, castsShadows: Bool = true, smoothing: Double = 0.004
    ) {
        precondition(intensity >= 0 && ambient >= 0 && referenceDistance > 0 && smoothing >= 0, "light is not negative")
        (self.position, self.intensity, self.color, self.ambient) = (position, intensity, color, ambient)
        (self.referenceDistance, self.castsShadows, self.smoothing) = (referenceDistance, castsShadows, smoothing)
    }

    /// The photo in the lamp's light; the sky is left to its own.
    public func callAsFunction(
        _ photo: RGBImage, nearness: Nearness, intrinsics: Intrinsics, threads: Int? = nil, report: WorkReport = .none
    ) throws(EditingError) -> RGBImage {
        precondition(photo.width == nearness.width && photo.height == nearness.height, "photo and depth differ in size")
        let radius = max(1, Int((Double(max(photo.width, photo.height)) * smoothing).rounded()))
        let normals = SurfaceNormals(nearness: nearness, intrinsics: intrinsics, radius: radius)
        let lamp = LampReach(self, nearness, intrinsics)
        let counter = WorkCounter(total: photo.height, report)
        let light = LinearLight()
        let result: Result<RGBImage, EditingError> = light.reading(photo) { light in
            Result { () throws(EditingError) in
                try LinearLight.image(
                    width: photo.width, height: photo.height, stripRows: max(64, 4 * radius),
                    threads: threads ?? Strips.standardThreads
                ) { rows, writer throws(EditingError) in
                    let facing = UnsafeMutablePointer<SIMD3<Float>>.allocate(capacity: rows.count * photo.width)
                    defer { facing.deallocate() }
                    normals.fill(rows, into: facing)
                    for row in rows {
                        for column in 0..<photo.width {
                            let index = row * photo.width + column
                            let normal = facing[(row - rows.lowerBound) * photo.width + column]
                            writer.set(index, light[index] * lamp.gain(column, row, normal))
                        }
                    }
                    try counter.add(rows.count)
                }
            }
        }
        return try result.get()
    }
}
