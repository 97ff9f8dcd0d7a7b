/// The axes that a file's points are written in; metres and right-handed, with the camera at the origin.
public enum WorldAxes: String, Sendable, CaseIterable {
    /// X right, Y up, Z back to the viewer: OpenGL, glTF, USD.
    case yUp
    /// X right, Y down, Z forward: OpenCV, COLMAP, 3D Gaussian splatting.
    case yDown
    /// X right, Y forward, Z up: nerfstudio, Blender.
    case zUp

    /// From the camera's axes (X right, Y down, Z forward) to these.
    ///
    /// - Parameter up: Against gravity, in the camera's axes: then the horizon lies level, and the camera looks over it
    ///   without turning aside. Without it the camera is taken to be held level.
    public func fromCamera(up: SIMD3<Double> = [0, -1, 0]) -> RigidTransform {
        let level = Self.level(up)
        switch self {
        case .yDown: return level
        case .yUp: return RigidTransform(xAxis: [1, 0, 0], yAxis: [0, -1, 0]).after(level)
        case .zUp: return RigidTransform(xAxis: [1, 0, 0], yAxis: [0, 0, -1]).after(level)
        }
    }

    /// In words, for files that hold comments.
    package var words: String {
        switch self {
        case .yUp: "X right, Y up, Z backward"
        case .yDown: "X right, Y down, Z forward"
        case .zUp: "X right, Y forward, Z up"
        }
    }

    /// From the camera's axes to the same ones set upright: Y against `up`, Z forward along the ground.
    private static func level(_ up: SIMD3<Double>) -> RigidTransform {
        let down = -normalized(up)
        var forward = SIMD3<Double>(0, 0, 1)
        forward -= dot(forward, down) * down
        // Looking straight up or down, the upper edge of the picture is what lies ahead.
        if length(forward) < 1e-6 { forward = SIMD3(0, down.z > 0 ? -1 : 1, 0) }
        forward = normalized(forward)
        return RigidTransform(xAxis: cross(down, forward), yAxis: down).inverse
    }
}
