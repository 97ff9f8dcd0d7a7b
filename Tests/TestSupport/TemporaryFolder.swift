package import Foundation

/// A folder of a test's own, gone with the object.
package final class TemporaryFolder {
    /// Where it is.
    package let url: URL

    /// Makes it, empty.
    package init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("depthpro-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// A path in the folder.
    package func callAsFunction(_ name: String) -> URL { url.appendingPathComponent(name) }

    /// Writes `data` under `name` and returns where.
    package func file(_ name: String, _ data: Data) throws -> URL {
        let file = self(name)
        try data.write(to: file)
        return file
    }

    /// The names in the folder, sorted.
    package var contents: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
    }
}
