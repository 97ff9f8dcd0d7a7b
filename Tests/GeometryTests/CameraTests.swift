import Foundation
import Geometry
import Images
import TestSupport
import Testing

@Suite struct CameraTests {
    @Test func projectionUndoesUnprojection() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<2000 {
            let camera = Intrinsics(
                focalLength: .random(in: 10...9000, using: &generator),
                centerX: .random(in: -3000...9000, using: &generator),
                centerY: .random(in: -3000...9000, using: &generator))
            let (x, y) = (
                Double.random(in: -500...8000, using: &generator), Double.random(in: -500...8000, using: &generator)
            )
            let depth = pow(10, Double.random(in: -4...4, using: &generator))
            let point = camera.unproject(x: x, y: y, depth: depth)
            #expect(point.z == depth)
            let pixel = camera.project(point)
            // Rounding of double arithmetic, at coordinates of some ten thousands.
            #expect(abs((pixel?.x ?? .nan) - x) < 1e-8 && abs((pixel?.y ?? .nan) - y) < 1e-8)
        }
        let camera = Intrinsics(focalLength: 100, width: 10, height: 10)
        #expect(camera.project([0, 0, 0]) == nil && camera.project([0, 0, -1]) == nil)
    }

    /// A metre at two metres, seen by a lens of 500 pixels, is 250 pixels wide.
    @Test func lengthsAreMetres() {
        let camera = Intrinsics(focalLength: 500, centerX: 20, centerY: 700)
        let points = [100.0, 350].map { camera.unproject(x: $0, y: 5, depth: 2) }
        #expect(abs(length(points[1] - points[0]) - 1) < 1e-12)
        // Y down: above the centre is negative.
        #expect(points[0].y < 0 && points[0].x > 0)
    }

    @Test func quaternionsTurnAsTheAxesDo() {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<500 {
            let transform = RigidTransform.random(using: &generator)
            let (w, x, y, z) = transform.quaternion
            #expect(w >= 0)
            let vector = SIMD3<Double>.random(in: -3...3, using: &generator)
            // v + 2 q × (q × v + w v).
            let q = SIMD3(x, y, z)
            let turned = vector + 2 * cross(q, cross(q, vector) + w * vector)
            #expect(length(turned - transform.rotate(vector)) < 1e-12)
            #expect(length(transform.inverse(transform(vector)) - vector) < 1e-12)
            let other = RigidTransform.random(using: &generator)
            #expect(length(transform.after(other)(vector) - transform(other(vector))) < 1e-12)
        }
    }

    @Test(arguments: WorldAxes.allCases) func worldsStandUpright(axes: WorldAxes) {
        let vertical: SIMD3<Double> = [.yUp: [0, 1, 0], .yDown: [0, -1, 0], .zUp: [0, 0, 1]][axes] ?? .zero
        let ahead: SIMD3<Double> = [.yUp: [0, 0, -1], .yDown: [0, 0, 1], .zUp: [0, 1, 0]][axes] ?? .zero
        #expect(axes.fromCamera().rotate([0, -1, 0]) == vertical)
        #expect(axes.fromCamera().rotate([0, 0, 1]) == ahead)
        #expect(axes.fromCamera().rotate([1, 0, 0]) == [1, 0, 0])
        for up: SIMD3<Double> in [[0.1, -0.9, -0.3], [-0.4, -1, 0.6], [0, 0, -1], [0, 0, 1]] {
            let toWorld = axes.fromCamera(up: up)
            #expect(length(toWorld.rotate(up / length(up)) - vertical) < 1e-12)
            // The camera looks neither left nor right.
            #expect(abs(toWorld.rotate([0, 0, 1]).x) < 1e-12)
            #expect(toWorld.origin == .zero)
        }
    }

    @Test(arguments: [(0, 0), (15, 5), (-20, -8), (35, 0), (5, 30)] as [(Double, Double)])
    func gravityIsFound(pitch: Double, roll: Double) throws {
        let room = Room(pitch: pitch, roll: roll)
        let estimate = GravityEstimate(try room.surface())
        #expect(estimate.isFound)
        #expect(estimate.support > 0.8, "\(estimate)")
        // The surfaces are exact; points beside an edge, and the preference for level cameras, are not.
        #expect(abs(estimate.pitch - pitch) < 0.3 && abs(estimate.roll - roll) < 0.3, "\(estimate)")
        #expect(abs(length(estimate.up) - 1) < 1e-9)
    }

    @Test func withoutSurfacesTheCameraIsTakenToBeLevel() throws {
        var generator = SeededGenerator(seed: 3)
        let values = (0..<100 * 100).map { _ in Float.random(in: 1...1.04, using: &generator) }
        let surface = try DepthSurface(
            depth: FloatRaster(width: 100, height: 100, values: values),
            intrinsics: Intrinsics(focalLength: 100, width: 100, height: 100),
            photo: RGBImage(width: 100, height: 100, filledWith: .white))
        let clutter = GravityEstimate(surface)
        #expect(!clutter.isFound && clutter.up == [0, -1, 0], "\(clutter)")

        let point = try DepthSurface(
            depth: FloatRaster(width: 1, height: 1, values: [1]),
            intrinsics: Intrinsics(focalLength: 1, width: 1, height: 1),
            photo: RGBImage(width: 1, height: 1, filledWith: .white))
        #expect(GravityEstimate(point).up == [0, -1, 0])
    }
}

private func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}

extension RigidTransform {
    fileprivate static func random(using generator: inout SeededGenerator) -> RigidTransform {
        let x = SIMD3<Double>.random(in: -1...1, using: &generator)
        let y = cross(x, SIMD3<Double>.random(in: -1...1, using: &generator))
        return RigidTransform(
            xAxis: x / length(x), yAxis: y / length(y), origin: .random(in: -9...9, using: &generator))
    }
}
