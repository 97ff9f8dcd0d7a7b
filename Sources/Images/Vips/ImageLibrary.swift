import CVips

/// libvips, which decodes and encodes pictures. It is looked for when it is first needed.
public enum ImageLibrary {
    /// Loads libvips where that has not happened yet, and tells its version ("8.14.1").
    ///
    /// - Throws: `ImageError.Code.missingLibrary` with the reason and the command that installs it.
    @discardableResult
    public static func start() throws(ImageError) -> String {
        var error = cvips_error()
        guard cvips_start(&error) == 0, let version = cvips_version() else {
            throw ImageError(
                .missingLibrary,
                "libvips, which reads and writes pictures, cannot be used (\(VipsFailure(error))). \(installation)")
        }
        return String(cString: version)
    }

    #if os(macOS)
        private static let installation = "Install it with: brew install vips"
    #else
        private static let installation = "Install it with: sudo apt-get install libvips42"
    #endif
}
