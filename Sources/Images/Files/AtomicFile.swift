public import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writing files so that nobody ever sees half of one.
public enum AtomicFile {
    /// Lets `body` write a temporary file in the folder of `url`, then gives it that name, replacing what was there.
    ///
    /// When `body` throws or the file cannot be put in place, the temporary file is removed and what stood at `url`
    /// before stays as it was.
    ///
    /// - Parameters:
    ///   - url: Where the finished file shall stand. Its folder must exist.
    ///   - body: Writes a file at the URL it is given.
    /// - Throws: `ImageError.Code.unwritable` with the reason; an `ImageError` of `body` passes through.
    public static func write(to url: URL, body: (_ temporary: URL) throws -> Void) throws(ImageError) {
        let name = url.lastPathComponent
        // Dot first: hidden from listings and from globs. The extension stays, for writers that go by it.
        let temporary = url.deletingLastPathComponent()
            .appendingPathComponent(".\(UUID().uuidString.prefix(8))-\(name)")
        do {
            try checkFolder(of: url)
            try body(temporary)
        } catch {
            try? FileManager.default.removeItem(at: temporary)
            if let error = error as? ImageError, error.code != .unwritable { throw error }
            throw ImageError(
                .unwritable, "\(url.relativePath) cannot be written: \(reason(error)).", cause: error)
        }
        guard rename(temporary.path, url.path) == 0 else {
            let message = RegularFile.systemMessage(errno)
            try? FileManager.default.removeItem(at: temporary)
            throw ImageError(.unwritable, "\(url.relativePath) cannot be written: \(message).")
        }
    }

    /// Writes bytes; as `write(to:body:)`.
    public static func write(_ data: Data, to url: URL) throws(ImageError) {
        try write(to: url) { try data.write(to: $0) }
    }

    /// Names the commonest mistakes before a writer wraps them in its own words.
    private static func checkFolder(of url: URL) throws(Refusal) {
        let folder = url.deletingLastPathComponent().path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
            throw Refusal(reason: "there is no folder \(folder)")
        }
        guard isFolder.boolValue else { throw Refusal(reason: "\(folder) is not a folder") }
        guard access(folder, W_OK) == 0 else {
            throw Refusal(reason: "\(folder): \(RegularFile.systemMessage(errno))")
        }
    }

    private struct Refusal: Error {
        let reason: String
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let refusal as Refusal: refusal.reason
        case let error as ImageError: error.message
        case let failure as VipsFailure: failure.description
        default: RegularFile.reason(error)
        }
    }
}
