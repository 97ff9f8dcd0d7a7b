public import Foundation
import Images

extension DepthSurface {
    /// Writes a COLMAP reconstruction of one picture: `images/photo.jpg` and the binary model in `sparse/0`, each file
    /// atomically.
    ///
    /// One PINHOLE camera, one image, and a 3D point, seen in that image, for each point. The world is in metres with X
    /// right, Y down, Z forward and the camera at the origin. A pixel's middle is at one half, as here.
    ///
    /// - Parameters:
    ///   - folder: Where to; made where it is missing.
    ///   - up: Against gravity, in the camera's axes, see ``GravityEstimate``.
    /// - Throws: `ImageError`, or the system's error where a folder cannot be made.
    public func writeCOLMAP(to folder: URL, up: SIMD3<Double> = [0, -1, 0]) throws {
        let toWorld = WorldAxes.yDown.fromCamera(up: up)
        let files = COLMAPFiles.names.map { folder.appendingPathComponent($0) }
        for file in files {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        }
        try photo.writeJPEG(to: files[0], quality: 95)
        try writeAtomically(to: files[1]) { sink in
            try sink.write(UInt64(1))
            try sink.write(COLMAPFiles.camera)
            try sink.write(COLMAPFiles.pinholeModel)
            try sink.write(UInt64(photo.width))
            try sink.write(UInt64(photo.height))
            for value in [intrinsics.focalLength, intrinsics.focalLength, intrinsics.centerX, intrinsics.centerY] {
                try sink.write(value)
            }
        }
        try writeAtomically(to: files[2]) { sink in try writeImage(fromWorld: toWorld.inverse, &sink) }
        try writeAtomically(to: files[3]) { sink in try writePoints(toWorld, &sink) }
    }

    private func writeImage(fromWorld: RigidTransform, _ sink: inout ByteSink) throws {
        try sink.write(UInt64(1))
        try sink.write(COLMAPFiles.image)
        let turn = fromWorld.quaternion
        let origin = fromWorld.origin
        for value in [turn.w, turn.x, turn.y, turn.z, origin.x, origin.y, origin.z] { try sink.write(value) }
        try sink.write(COLMAPFiles.camera)
        try sink.write("photo.jpg\0")
        try sink.write(UInt64(count))
        for (number, index) in indices.enumerated() {
            let pixel = pixel(index)
            try sink.write(pixel.x)
            try sink.write(pixel.y)
            try sink.write(UInt64(number + 1))
        }
    }

    private func writePoints(_ toWorld: RigidTransform, _ sink: inout ByteSink) throws {
        try sink.write(UInt64(count))
        for (number, index) in indices.enumerated() {
            let point = toWorld(position(index))
            let color = color(index)
            try sink.write(UInt64(number + 1))
            for value in [point.x, point.y, point.z] { try sink.write(value) }
            for value in [color.red, color.green, color.blue] { try sink.write(value) }
            // By how many pixels it misses its observation.
            try sink.write(0.0)
            // Seen once.
            try sink.write(UInt64(1))
            try sink.write(COLMAPFiles.image)
            try sink.write(UInt32(number))
        }
    }
}

/// https://colmap.github.io/format.html
enum COLMAPFiles {
    static let names = ["images/photo.jpg", "sparse/0/cameras.bin", "sparse/0/images.bin", "sparse/0/points3D.bin"]
    static let camera: UInt32 = 1
    static let image: UInt32 = 1
    static let pinholeModel: Int32 = 1
}
