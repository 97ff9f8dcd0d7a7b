import DepthFiles
import DepthPro
import Foundation
import Images

/// Depth maps to write, facts to write with them, and places to write to.
enum DepthMaps {
    /// 19×7 depths between 0.5 and 6.5 m, no two alike, so that a turned or mirrored file is noticed.
    static let ramp = map(width: 19, height: 7, metres: (0..<19 * 7).map { 0.5 + Float($0) * 0.0451 })

    static func map(width: Int, height: Int, metres: [Float]) -> DepthMap {
        DepthMap(
            width: width, height: height, metres: metres, focalLength: FocalLength(pixels: 21.25, source: .exif35mm),
            canonicalInverseDepth: nil)
    }

    /// Something to look at that is as large as ``ramp``.
    static let photo = photo(width: 19, height: 7)

    static func photo(width: Int, height: Int) -> RGBImage {
        RGBImage(width: width, height: height, filledWith: .white)
    }

    static let facts = EstimateFacts(
        input: .init(file: "ramp.jpg"), model: .init(name: "test", sha256: ["test.pt": "00ff"], inputSize: [128, 96]),
        device: "cpu", precision: "float32", versions: ["depthpro": "1"], seconds: ["decode": 0.25])

    /// Runs `body` with an empty folder, which is removed afterwards.
    static func withFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    /// Everything in a folder, hidden files too.
    static func names(in folder: URL) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
    }
}
