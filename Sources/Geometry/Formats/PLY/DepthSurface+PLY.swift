public import Foundation
import Images

extension DepthSurface {
    /// Writes a point cloud as binary PLY, atomically: `x y z nx ny nz` as float and `red green blue` as uchar.
    ///
    /// Metres; X right, Y up, Z backward; the camera is at the origin. Comments in the header say so, and hold the
    /// camera.
    ///
    /// - Parameters:
    ///   - url: Where to; its folder must exist.
    ///   - up: Against gravity, in the camera's axes, see ``GravityEstimate``.
    /// - Throws: `ImageError` with code `unwritable`.
    public func writePLY(to url: URL, up: SIMD3<Double> = [0, -1, 0]) throws {
        try writePLY(to: url, axes: .yUp, up: up)
    }

    func writePLY(to url: URL, axes: WorldAxes, up: SIMD3<Double>) throws {
        let toWorld = axes.fromCamera(up: up)
        try writeAtomically(to: url) { sink in
            try sink.write(header(axes, toWorld))
            for index in indices {
                try sink.write(toWorld(position(index)))
                try sink.write(toWorld.rotate(normal(index)))
                let color = color(index)
                try sink.write(color.red)
                try sink.write(color.green)
                try sink.write(color.blue)
            }
        }
    }

    private func header(_ axes: WorldAxes, _ toWorld: RigidTransform) -> String {
        let properties =
            ["x", "y", "z", "nx", "ny", "nz"].map { "property float \($0)\n" }
            + ["red", "green", "blue"].map { "property uchar \($0)\n" }
        return plyHeader(axes, toWorld) + properties.joined() + "end_header\n"
    }

    /// Up to the properties.
    func plyHeader(_ axes: WorldAxes, _ toWorld: RigidTransform) -> String {
        let matrix = toWorld.matrix.joined().map { "\($0)" }.joined(separator: " ")
        return """
            ply
            format binary_little_endian 1.0
            comment Depth Pro for Swift
            comment metres; \(axes.words); the camera is at the origin
            comment camera_px focal \(intrinsics.focalLength) center \(intrinsics.centerX) \(intrinsics.centerY) \
            size \(photo.width) \(photo.height)
            comment world_from_camera \(matrix)
            comment camera axes: X right, Y down, Z forward
            element vertex \(count)

            """
    }
}
