import Geometry
import Images

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension ViewCamera {
    /// The photo's own camera, with a picture of another size: as much of the photo's middle as its shape allows.
    ///
    /// - Parameter zoom: Enlarges the picture.
    public init(framing scene: LayeredScene, width: Int, height: Int, zoom: Double = 1) {
        let scale =
            zoom * max(Double(width) / Double(scene.width), Double(height) / Double(scene.height))
        let (x, y) = (
            scene.intrinsics.centerX - Double(scene.width) / 2, scene.intrinsics.centerY - Double(scene.height) / 2
        )
        self.init(
            intrinsics: Intrinsics(
                focalLength: scene.intrinsics.focalLength * scale, centerX: Double(width) / 2 + x * scale,
                centerY: Double(height) / 2 + y * scale),
            width: width, height: height)
    }

    /// Stands elsewhere, looking the same way.
    ///
    /// - Parameter position: In metres, in the photo's axes: X right, Y down, Z forward.
    public func moved(to position: SIMD3<Double>) -> ViewCamera {
        ViewCamera(
            pose: RigidTransform(xAxis: pose.xAxis, yAxis: pose.yAxis, origin: position), intrinsics: intrinsics,
            width: width, height: height)
    }

    /// Stands elsewhere, turned such that a point ahead of the photo's camera stays in its place.
    ///
    /// - Parameter distance: In metres from the photo's camera along its axis.
    public func looking(from position: SIMD3<Double>, at distance: Double) -> ViewCamera {
        let forward = unit(SIMD3(0, 0, distance) - position)
        // Level with the photo's camera.
        let right = unit(SIMD3(forward.z, 0, -forward.x))
        let down = SIMD3(
            forward.y * right.z - forward.z * right.y, forward.z * right.x - forward.x * right.z,
            forward.x * right.y - forward.y * right.x)
        return ViewCamera(
            pose: RigidTransform(xAxis: right, yAxis: down, origin: position), intrinsics: intrinsics, width: width,
            height: height)
    }

    /// Turned in its place.
    ///
    /// - Parameters:
    ///   - yaw: To the right, in radians.
    ///   - pitch: Upwards, in radians.
    ///   - roll: Clockwise, in radians.
    public func turned(yaw: Double, pitch: Double, roll: Double) -> ViewCamera {
        let forward = SIMD3(sin(yaw) * cos(pitch), -sin(pitch), cos(yaw) * cos(pitch))
        let level = SIMD3(cos(yaw), 0, -sin(yaw))
        let down = SIMD3(
            forward.y * level.z - forward.z * level.y, forward.z * level.x - forward.x * level.z,
            forward.x * level.y - forward.y * level.x)
        let turn = RigidTransform(
            xAxis: level * cos(roll) + down * sin(roll), yAxis: down * cos(roll) - level * sin(roll))
        return ViewCamera(pose: pose.after(turn), intrinsics: intrinsics, width: width, height: height)
    }

    /// With a longer lens.
    public func zoomed(by factor: Double) -> ViewCamera {
        ViewCamera(
            pose: pose,
            intrinsics: Intrinsics(
                focalLength: intrinsics.focalLength * factor, centerX: intrinsics.centerX,
                centerY: intrinsics.centerY),
            width: width, height: height)
    }
}

private func unit(_ a: SIMD3<Double>) -> SIMD3<Double> { a / (a * a).sum().squareRoot() }
