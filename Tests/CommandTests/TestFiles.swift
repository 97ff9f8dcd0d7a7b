import Foundation
import Images

/// Photos, checkpoints and folders for the tests.
enum TestFiles {
    private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    /// A small network with random weights, in Apple's layout.
    static let checkpoint = network("apple-basic/depth_pro.pt")

    /// A file or folder of the networks that the library's tests use.
    static func network(_ name: String) -> URL { tests.appendingPathComponent("DepthProTests/Resources/\(name)") }

    /// A file of the checkpoints that are none.
    static func archive(_ name: String) -> URL { tests.appendingPathComponent("TorchTests/Resources/Files/\(name)") }

    /// A file of the examples.
    static func example(_ name: String) -> URL {
        tests.deletingLastPathComponent().appendingPathComponent("Examples/\(name)")
    }

    /// A photo of the decoder's tests.
    static func photo(_ name: String) -> URL { tests.appendingPathComponent("ImagesTests/Resources/\(name)") }

    /// Runs `body` with an empty folder, which is removed afterwards.
    static func withFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    /// Writes a picture of coloured stripes, made by its name's extension; the folders on its way are made.
    static func write(_ name: String, in folder: URL, width: Int = 40, height: Int = 30) throws {
        let url = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        let pixels = (0..<width * height * 3).map { UInt8(truncatingIfNeeded: $0 &* 37 % 251) }
        let image = RGBImage(width: width, height: height, pixels: pixels)
        if url.pathExtension == "png" { try image.writePNG(to: url) } else { try image.writeJPEG(to: url) }
    }

    /// Every file below a folder, hidden ones too, as paths relative to it.
    static func names(in folder: URL) -> Set<String> {
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return Set(paths.filter { !isFolder(folder.appendingPathComponent($0)) })
    }

    static func isFolder(_ url: URL) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
