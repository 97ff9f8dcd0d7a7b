public import Geometry
public import Scenes

internal import Foundation

/// A model at its true size on a surface of a photo.
public struct ModelPlacement: Sendable {
    /// In metres, standing on its own origin with Y up.
    public let model: AssetLibrary.Model
    /// What it stands on or, a wall, what it leans on.
    public let plane: ScenePlane
    /// Where it stands, in the camera's axes.
    public let foot: SIMD3<Double>
    /// From the model's axes, times ``scale``, to the camera's.
    public let pose: RigidTransform
    /// Of the model's own size.
    public let scale: Double

    /// Sets a model where a pixel points at.
    ///
    /// On a level surface it stands upright and turns its front (+Z, as glTF has it) to the camera; on a wall it stays
    /// upright, with its back to the wall and its middle at the pixel.
    ///
    /// - Parameters:
    ///   - pixel: From the photo's upper left corner.
    ///   - scale: Of the model's own size; 1 leaves it true.
    ///   - turn: In degrees, counter-clockwise seen from above (on a wall: from the front).
    /// - Throws: ``AugmentedRealityError`` with code `outsidePhoto`, `noDepth`, or `noPlane` where the pixel shows
    ///   nothing flat.
    public init(
        _ model: AssetLibrary.Model, in scene: PhotoScene, at pixel: SIMD2<Double>, scale: Double = 1, turn: Double = 0
    ) throws(AugmentedRealityError) {
        try self.init(model, in: scene, on: scene.plane(at: pixel), at: pixel, scale: scale, turn: turn)
    }

    /// Sets a model on a plane where a pixel's ray meets it, also behind what the pixel shows.
    ///
    /// - Throws: ``AugmentedRealityError`` with code `noPlane` where the ray never meets the plane.
    public init(
        _ model: AssetLibrary.Model, in scene: PhotoScene, on plane: ScenePlane, at pixel: SIMD2<Double>,
        scale: Double = 1, turn: Double = 0
    ) throws(AugmentedRealityError) {
        precondition(scale > 0 && scale.isFinite && turn.isFinite, "a scale of \(scale) or a turn of \(turn) is none")
        guard let depth = plane.depth(x: pixel.x, y: pixel.y, scene.intrinsics), depth <= scene.maximumDepth else {
            throw AugmentedRealityError(
                .noPlane, "the \(plane.kind.rawValue) does not reach to (\(pixel.x), \(pixel.y)): it ends before")
        }
        let position = scene.intrinsics.unproject(x: pixel.x, y: pixel.y, depth: depth)
        let isWall = plane.kind == .wall
        var upright = isWall ? Self.flat(scene.gravity.up, plane.normal) : plane.normal
        var front = isWall ? plane.normal : Self.flat(-position, upright)
        if isWall {
            upright = Self.rotated(upright, by: turn, about: front)
        } else {
            front = Self.rotated(front, by: turn, about: upright)
        }
        var foot = position
        if isWall {
            let half = SIMD3<Double>(model.size) * scale / 2
            foot += front * half.z - upright * half.y
        }
        self.model = model
        self.plane = plane
        self.scale = scale
        self.foot = foot
        pose = RigidTransform(xAxis: normalized(cross(upright, front)), yAxis: upright, origin: foot)
    }

    /// In metres, along the model's own axes.
    public var size: SIMD3<Double> { SIMD3<Double>(model.size) * scale }

    /// The part of a direction that is square to another; anything square to it where there is none.
    private static func flat(_ direction: SIMD3<Double>, _ axis: SIMD3<Double>) -> SIMD3<Double> {
        let flat = direction - dot(direction, axis) * axis
        if length(flat) > 1e-6 * length(direction) { return normalized(flat) }
        let other: SIMD3<Double> = abs(axis.y) < 0.9 ? [0, 1, 0] : [0, 0, -1]
        return normalized(other - dot(other, axis) * axis)
    }

    private static func rotated(
        _ direction: SIMD3<Double>, by degrees: Double, about axis: SIMD3<Double>
    ) -> SIMD3<Double> {
        let angle = degrees * .pi / 180
        return cos(angle) * direction + sin(angle) * cross(axis, direction)
    }

    /// The corners of the box around it, in the camera's axes.
    var corners: [SIMD3<Double>] {
        (0..<8).map { index in
            let half = size / 2
            return pose(
                SIMD3(
                    index & 1 == 0 ? -half.x : half.x, index & 2 == 0 ? 0 : 2 * half.y,
                    index & 4 == 0 ? -half.z : half.z))
        }
    }

    /// From the model's axes to a world's.
    func transform(_ toWorld: RigidTransform) -> Transform {
        let placed = toWorld.after(pose)
        return Transform(
            x: SIMD3<Float>(placed.xAxis * scale), y: SIMD3<Float>(placed.yAxis * scale),
            z: SIMD3<Float>(placed.zAxis * scale), origin: SIMD3<Float>(placed.origin))
    }
}
