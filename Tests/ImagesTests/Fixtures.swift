import Foundation
import Images
import Testing

/// The files that Scripts/images-fixtures.py makes, and places to write to.
enum Fixtures {
    static func url(_ name: String) throws -> URL {
        Bundle.module.bundleURL.appendingPathComponent("Resources").appendingPathComponent(name)
    }

    static func data(_ name: String) throws -> Data { try Data(contentsOf: url(name)) }

    /// Runs `body` with an empty folder, which is removed afterwards.
    static func withFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    /// The error that `body` must throw.
    static func error(_ body: () throws -> Void) throws -> ImageError {
        try #require(throws: ImageError.self, performing: body)
    }

    /// A raster of `0.5 + x / 4 + y / 8`, as the script's.
    static let ramp = FloatRaster(
        width: 19, height: 37, values: (0..<19 * 37).map { 0.5 + Float($0 % 19) / 4 + Float($0 / 19) / 8 })
}
