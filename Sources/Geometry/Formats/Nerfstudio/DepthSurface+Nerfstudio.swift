public import Foundation
public import Images

extension DepthSurface {
    /// Writes a nerfstudio scene of one picture: `transforms.json`, `images/photo.jpg`, `depth/photo.png` and
    /// `sparse_pc.ply`, each file atomically.
    ///
    /// The world is in metres with X right, Y forward, Z up and the camera at the origin; the camera looks along its −Z
    /// with Y up. The depth is in whole millimetres along the optical axis, 0 where it is unknown, beyond the greatest
    /// depth of the options, or beyond the 65.535 m of a 16-bit PNG.
    ///
    /// - Parameters:
    ///   - folder: Where to; made where it is missing.
    ///   - depth: Of every pixel, as the surface was made from.
    ///   - up: Against gravity, in the camera's axes, see ``GravityEstimate``.
    /// - Throws: `ImageError`, or the system's error where a folder cannot be made.
    public func writeNerfstudio(to folder: URL, depth: FloatRaster, up: SIMD3<Double> = [0, -1, 0]) throws {
        let files = NerfstudioFiles.names.map { folder.appendingPathComponent($0) }
        for file in files {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        }
        try photo.writeJPEG(to: files[1], quality: 95)
        let farthest = Float(min(options.maximumDepth, 65.535))
        let known = depth.values.map { $0 > 0 && $0 <= farthest ? $0 : 0 }
        try FloatRaster(width: depth.width, height: depth.height, values: known).writePNG16(to: files[2], scale: 1000)
        try writePLY(to: files[3], axes: .zUp, up: up)
        let json = try JSONSerialization.data(
            withJSONObject: transforms(up: up), options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        try AtomicFile.write(json + Data("\n".utf8), to: files[0])
    }

    private func transforms(up: SIMD3<Double>) -> [String: Any] {
        // From OpenGL's camera axes, which nerfstudio has.
        let pose = WorldAxes.zUp.fromCamera(up: up).after(WorldAxes.yUp.fromCamera().inverse)
        return [
            "camera_model": "OPENCV", "w": photo.width, "h": photo.height, "fl_x": intrinsics.focalLength,
            "fl_y": intrinsics.focalLength, "cx": intrinsics.centerX, "cy": intrinsics.centerY, "k1": 0, "k2": 0,
            "p1": 0, "p2": 0, "ply_file_path": NerfstudioFiles.names[3],
            "frames": [
                [
                    "file_path": NerfstudioFiles.names[1], "depth_file_path": NerfstudioFiles.names[2],
                    "transform_matrix": pose.matrix,
                ] as [String: Any]
            ],
            "comment": "Depth Pro for Swift: metres; \(WorldAxes.zUp.words); the camera is at the origin and looks "
                + "along its -Z; depth in millimetres along the optical axis, 0 unknown",
        ]
    }
}

/// https://docs.nerf.studio/quickstart/data_conventions.html
enum NerfstudioFiles {
    static let names = ["transforms.json", "images/photo.jpg", "depth/photo.png", "sparse_pc.ply"]
}
