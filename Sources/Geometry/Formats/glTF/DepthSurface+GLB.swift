public import Foundation
import Images

extension DepthSurface {
    /// Writes a glTF 2.0 binary file, atomically: coloured points, and the camera.
    ///
    /// Metres; X right, Y up, Z backward; the camera is at the origin. `asset.extras` says so, and holds the intrinsics.
    /// Colours are linear, as glTF wants them.
    ///
    /// - Parameters:
    ///   - url: Where to; its folder must exist.
    ///   - up: Against gravity, in the camera's axes, see ``GravityEstimate``.
    /// - Throws: `ImageError`, and ``GeometryError`` with code `tooLarge` beyond 4 GB.
    public func writeGLB(to url: URL, up: SIMD3<Double> = [0, -1, 0]) throws {
        let toWorld = WorldAxes.yUp.fromCamera(up: up)
        var bounds = GLBFile.ClosedBox()
        for index in indices { bounds.add(toWorld(position(index))) }
        let file = GLBFile(
            surface: self, toWorld: toWorld,
            attributes: [
                .init(
                    name: "POSITION", componentType: .float, type: "VEC3", count: count, bytesPerElement: 12,
                    bounds: bounds),
                .init(name: "COLOR_0", componentType: .unsignedShort, type: "VEC4", count: count, bytesPerElement: 8),
            ],
            indices: nil, texture: nil)
        try file.write(to: url) { sink in
            for index in indices { try sink.write(toWorld(position(index))) }
            for index in indices {
                let color = color(index)
                for value in [color.red, color.green, color.blue] { try sink.write(Self.linearLight[Int(value)]) }
                try sink.write(UInt16.max)
            }
        }
    }

    /// IEC 61966-2-1: the light that an 8-bit value stands for, in steps of 1/65535.
    private static let linearLight: [UInt16] = (0...255).map {
        let encoded = Double($0) / 255
        let linear = encoded <= 0.04045 ? encoded / 12.92 : pow((encoded + 0.055) / 1.055, 2.4)
        return UInt16((linear * 65535).rounded())
    }
}
