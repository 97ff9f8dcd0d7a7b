import Foundation
import Geometry
import Images
import Testing

/// Writes what `Scripts/geometry-check.py` opens with other programs' readers.
@Suite struct FilesForReaders {
    private static let folder = ProcessInfo.processInfo.environment["GEOMETRY_FILES"]

    @Test(.enabled(if: folder != nil, "GEOMETRY_FILES names no folder")) func writeEveryFormat() throws {
        let folder = URL(fileURLWithPath: try #require(Self.folder), isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let room = Room()
        try room.depth.writePFM(to: folder.appendingPathComponent("room.pfm"))
        var export = GeometryExport(depth: room.depth, intrinsics: room.intrinsics, photo: room.photo)
        let gravity = try #require(try export.write(GeometryFormat.allCases, stem: "room", to: folder))
        export = GeometryExport(
            depth: room.depth, intrinsics: room.intrinsics, photo: room.photo,
            options: .init(simplification: 0.1, isLeveled: false))
        try export.write([.glb, .usdz, .obj], stem: "simple", to: folder)
        export = GeometryExport(
            depth: room.depth, intrinsics: room.intrinsics, photo: room.photo, options: .init(glbHoldsPoints: true))
        try export.write([.glb], stem: "points", to: folder)
        let facts: [String: Any] = [
            "focal_length": room.intrinsics.focalLength, "center": [room.intrinsics.centerX, room.intrinsics.centerY],
            "up": [gravity.up.x, gravity.up.y, gravity.up.z], "true_up": [room.up.x, room.up.y, room.up.z],
            "surfaces": room.surfaces.map(\.rawValue), "camera_height": Room.cameraHeight,
            "box_height": Room.boxHeight,
        ]
        try JSONSerialization.data(withJSONObject: facts, options: .sortedKeys)
            .write(to: folder.appendingPathComponent("room.json"))
    }
}
