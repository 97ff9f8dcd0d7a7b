import Foundation
import Geometry
import Images
import Scenes

/// The light around a place of a photo, worked out from the photo itself.
///
/// Directions that the photo shows send what its pixels show; burnt-out pixels are taken to be brighter than they can
/// be. For all other directions, how bright surfaces are by the way they face tells where light comes from: to first
/// order in the direction (spherical harmonics; Ramamoorthi and Hanrahan, 2001), if colours of things do not depend on
/// which way they face.
struct LightEstimate {
    /// In a world with Y up, as a sky's panorama.
    let panorama: Sky.Panorama
    /// What falls on the surface below, linear RGB.
    let irradiance: SIMD3<Double>

    private static let width = 64
    private static let height = 32
    /// Of things on the whole.
    private static let albedo = 0.4
    private static let brightness = 4.0

    /// - Parameters:
    ///   - place: A little above the surface, in the world.
    ///   - normal: Of the surface, in the world.
    ///   - color: Of the surface, linear.
    init(
        _ surface: DepthSurface, _ toWorld: RigidTransform, at place: SIMD3<Double>, normal: SIMD3<Double>,
        color: SIMD3<Double>
    ) {
        let fit = ShadingFit(surface, toWorld)
        var cells = [SIMD4<Double>](repeating: .zero, count: Self.width * Self.height)
        let stride = max(1, surface.columns * surface.rows / 30_000)
        for index in Swift.stride(from: 0, to: surface.columns * surface.rows, by: stride) {
            let pixel = surface.pixel(index)
            let isPoint = surface.depth(index) > 0
            let offset =
                isPoint
                ? toWorld(surface.position(index)) - place
                : toWorld.rotate(surface.intrinsics.unproject(x: pixel.x, y: pixel.y, depth: 1))
            // What is at hand fills half the directions with one pixel.
            guard !isPoint || length(offset) > 0.15, dot(offset, normal) > -0.02 * length(offset) else { continue }
            let direction = SIMD3<Float>(normalized(offset))
            let at = Sky.Panorama.coordinates(of: direction)
            let column = min(Int(at.x * Float(Self.width)), Self.width - 1)
            let row = min(Int(at.y * Float(Self.height)), Self.height - 1)
            cells[row * Self.width + column] += SIMD4(Self.light(surface.color(index)), 1)
        }
        var radiance: [SIMD3<Float>] = []
        var total = SIMD3<Double>.zero
        for row in 0..<Self.height {
            let solidAngle = Self.solidAngle(row)
            for column in 0..<Self.width {
                let direction = Self.direction(column, row)
                let cell = cells[row * Self.width + column]
                // A cell that few pixels fall into is partly unseen.
                let filled = fit.radiance(from: direction, albedo: Self.albedo)
                let seen = SIMD3(cell.x, cell.y, cell.z)
                let light = (seen + filled) / (cell.w + 1)
                radiance.append(SIMD3<Float>(light))
                total += light * max(dot(direction, normal), 0) * solidAngle
            }
        }
        // No surface sends back more than falls on it.
        let needed = .pi * color / 0.85
        let missing = max(
            needed.x / max(total.x, 1e-9), needed.y / max(total.y, 1e-9), needed.z / max(total.z, 1e-9), 1)
        panorama = Sky.Panorama(
            width: Self.width, height: Self.height, radiance: radiance.map { $0 * Float(missing) })
        irradiance = total * missing
    }

    /// Linear; more where a channel is at its end.
    private static func light(_ color: RGBColor) -> SIMD3<Double> {
        let light = SIMD3<Double>(color.light)
        let brightest = max(color.red, color.green, color.blue)
        let excess = min(max((Double(brightest) - 240) / 15, 0), 1)
        return light * (1 + (brightness - 1) * excess)
    }

    private static func direction(_ column: Int, _ row: Int) -> SIMD3<Double> {
        SIMD3<Double>(
            Sky.Panorama.direction(
                at: [(Float(column) + 0.5) / Float(width), (Float(row) + 0.5) / Float(height)]))
    }

    private static func solidAngle(_ row: Int) -> Double {
        let upper = cos(.pi * Double(row) / Double(height))
        let lower = cos(.pi * Double(row + 1) / Double(height))
        return (upper - lower) * 2 * .pi / Double(width)
    }
}
