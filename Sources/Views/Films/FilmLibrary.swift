internal import CVideo
internal import ShimLocation

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

    private static let location = ShimLocation("cvideo", variable: "DEPTHPRO_CVIDEO")

    static let opened: Result<Opened, ViewsError> = Result { () throws(ViewsError) in
        guard let shim = location.find() else {
            throw ViewsError(
                .missingLibrary,
                "Films need FFmpeg: \(location.fileName) was found neither beside the program nor in .deps/cvideo. Run "
                    + "`make video` in the package (Debian: apt-get install libavformat-dev libswscale-dev), or name the "
                    + "file in DEPTHPRO_CVIDEO; animated WebP and GIF need no FFmpeg.")
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
}
