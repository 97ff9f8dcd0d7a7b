public import Foundation
import Images

extension DepthSurface {
    /// Writes 3D Gaussians as the PLY of 3D Gaussian splatting (Kerbl et al. 2023), atomically: one for each point.
    ///
    /// Each is a disc on the surface as large as what its pixel sees: stretched where the surface recedes, and thin
    /// along the normal. Colours do not depend on the direction, so there are no `f_rest` properties (degree 0).
    ///
    /// Metres; X right, Y down, Z forward, as scenes from COLMAP have it; the camera is at the origin.
    ///
    /// - Parameters:
    ///   - url: Where to; its folder must exist.
    ///   - up: Against gravity, in the camera's axes, see ``GravityEstimate``.
    /// - Throws: `ImageError` with code `unwritable`.
    public func writeSplat(to url: URL, up: SIMD3<Double> = [0, -1, 0]) throws {
        let toWorld = WorldAxes.yDown.fromCamera(up: up)
        try writeAtomically(to: url) { sink in
            try sink.write(plyHeader(.yDown, toWorld))
            for name in Self.splatProperties { try sink.write("property float \(name)\n") }
            try sink.write("end_header\n")
            for index in indices {
                let splat = Gaussian(self, index)
                let axes = toWorld.after(splat.frame)
                let turn = axes.quaternion
                try sink.write(axes.origin)
                try sink.write(axes.zAxis)
                try sink.write(splat.harmonics)
                try sink.write(Gaussian.opacityLogit)
                try sink.write(splat.logarithmicSize)
                for part in [turn.w, turn.x, turn.y, turn.z] { try sink.write(Float(part)) }
            }
        }
    }

    private static let splatProperties = [
        "x", "y", "z", "nx", "ny", "nz", "f_dc_0", "f_dc_1", "f_dc_2", "opacity", "scale_0", "scale_1", "scale_2",
        "rot_0", "rot_1", "rot_2", "rot_3",
    ]
}

/// What one pixel sees, as a Gaussian.
private struct Gaussian {
    /// From its own axes to the camera's: Z along the normal, X the way in which the surface recedes.
    let frame: RigidTransform
    /// Natural logarithms of the standard deviations along its own axes, in metres.
    let logarithmicSize: SIMD3<Double>
    /// Red, green and blue as coefficients of the constant spherical harmonic.
    let harmonics: SIMD3<Double>

    /// 0.99 through the logistic function.
    static let opacityLogit = Float(4.59512)

    /// √(1 / 4π).
    private static let constantHarmonic = 0.28209479177387814
    /// Of the distance between neighbours: a row of such Gaussians has ripples of about a hundredth.
    private static let deviation = 0.5
    private static let thickness = 0.1
    /// Discs seen from nearly the edge would become needles.
    private static let largestStretch = 8.0

    init(_ surface: DepthSurface, _ index: Int) {
        let position = surface.position(index)
        let normal = surface.normal(index)
        let ray = normalized(position)
        let cosine = min(1, -dot(normal, ray))
        var receding = ray + cosine * normal
        // Seen square on, every direction is as good.
        if length(receding) < 1e-6 { receding = cross(SIMD3(0, 1, 0), normal) }
        if length(receding) < 1e-6 { receding = SIMD3(1, 0, 0) }
        let xAxis = normalized(receding)
        frame = RigidTransform(xAxis: xAxis, yAxis: normalized(cross(normal, xAxis)), origin: position)
        let spacing = Double(surface.step) * position.z / surface.intrinsics.focalLength
        let size = Self.deviation * spacing
        let stretch = min(1 / max(cosine, 1e-6), Self.largestStretch)
        logarithmicSize = SIMD3(log(size * stretch), log(size), log(size * Self.thickness))
        let color = surface.color(index)
        let light = SIMD3(Double(color.red), Double(color.green), Double(color.blue)) / 255
        harmonics = (light - 0.5) / Self.constantHarmonic
    }
}
