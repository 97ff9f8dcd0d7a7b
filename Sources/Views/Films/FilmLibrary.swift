internal import CVideo
internal import Foundation

/// FFmpeg's libraries, which write films.
///
/// The package links no FFmpeg. A small shared library, the shim (`libcvideo`), is compiled against one FFmpeg by
/// `make video` and opened at run time.
public enum FilmLibrary {
    /// What there is to write films with.
    public struct Facts: Sendable, Hashable {
        /// Such as "FFmpeg 5.1.9, libavcodec 59.37.100".
        public let version: String
        /// Such as "libx264"; `nil` where FFmpeg was built without any that would do.
        public let encoder: String?
        /// The path of the shim.
        public let shim: String
    }

    /// Opens the libraries once.
    ///
    /// - Throws: ``ViewsError`` with code `missingLibrary`; the message says what to do.
    @discardableResult
    public static func start() throws(ViewsError) -> Facts {
        let opened = try opened.get()
        let table = opened.table
        return Facts(
            version: table.pointee.version().map { String(cString: $0) } ?? "FFmpeg",
            encoder: table.pointee.encoder().map { String(cString: $0) }, shim: opened.shim)
    }

    struct Opened: @unchecked Sendable {
        // Constant, within a library that is never closed.
        let table: UnsafePointer<CVideoTable>
        let shim: String
    }

    static let opened: Result<Opened, ViewsError> = Result { () throws(ViewsError) in
        guard let shim = location else {
            throw ViewsError(
                .missingLibrary,
                "Films need FFmpeg: \(name) was found neither beside the program nor in .deps/cvideo. Run `make video` "
                    + "in the package (Debian: apt-get install libavformat-dev libswscale-dev), or name the file in "
                    + "DEPTHPRO_CVIDEO; animated WebP and GIF need no FFmpeg.")
        }
        var error = CVideoError()
        guard let table = cvideo_open(shim, &error) else {
            throw ViewsError(
                .missingLibrary, "FFmpeg cannot be used: \(words(error)). Run `make video` in the package again.")
        }
        return Opened(table: table, shim: shim)
    }

    static func words(_ error: CVideoError) -> String {
        withUnsafeBytes(of: error.text) { bytes in String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }
    }

    #if os(macOS)
        private static let name = "libcvideo.dylib"
    #else
        private static let name = "libcvideo.so"
    #endif

    /// Looks in this order: the environment (`DEPTHPRO_CVIDEO`), beside the program, `../lib/depthpro` from it,
    /// `.deps/cvideo` in any folder above the program or the current folder, and `/usr/local/lib/depthpro`.
    private static var location: String? {
        if let path = ProcessInfo.processInfo.environment["DEPTHPRO_CVIDEO"], !path.isEmpty { return path }
        var folders: [URL] = []
        if let program = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent() {
            folders += [program, program.deletingLastPathComponent().appendingPathComponent("lib/depthpro")]
            folders += ancestors(program).map { $0.appendingPathComponent(".deps/cvideo") }
        }
        let current = URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
        folders += ancestors(current).map { $0.appendingPathComponent(".deps/cvideo") }
        folders.append(URL(fileURLWithPath: "/usr/local/lib/depthpro", isDirectory: true))
        return folders.map { $0.appendingPathComponent(name).path }.first { FileManager.default.fileExists(atPath: $0) }
    }

    private static func ancestors(_ folder: URL) -> [URL] {
        var folders = [folder.standardizedFileURL]
        while let last = folders.last, last.path != "/" { folders.append(last.deletingLastPathComponent()) }
        return folders
    }
}
