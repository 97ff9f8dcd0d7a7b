import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A hidden folder within the destination, and so on the same disk, where files are completed before they are shown.
struct StagingFolder {
    let url: URL

    /// Makes `destination` where it is missing, and the folder in it.
    init(in destination: URL) throws(DepthFileError) {
        let name = ".depthpro-\(UUID().uuidString.prefix(8))"
        url = destination.standardizedFileURL.appendingPathComponent(name, isDirectory: true)
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        } catch {
            throw DepthFileError(
                .unwritable, "\(destination.relativePath) cannot be written: \(Self.reason(error)).", cause: error)
        }
    }

    func remove() { try? FileManager.default.removeItem(at: url) }

    /// Gives the files their place, in folders within the destination where their names say so. When one cannot be placed, those already placed are taken away again.
    func moveAll(_ names: [String], to destination: URL) throws(DepthFileError) {
        var placed: [String] = []
        for name in names {
            let target = destination.appendingPathComponent(name)
            if name.contains("/") {
                try? FileManager.default.createDirectory(
                    at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            }
            guard rename(url.appendingPathComponent(name).path, target.path) == 0 else {
                let reason = String(cString: strerror(errno)).lowercased()
                for path in placed { unlink(path) }
                throw DepthFileError(.unwritable, "\(target.relativePath) cannot be written: \(reason).")
            }
            placed.append(target.path)
        }
    }

    /// The system's words, which are shorter than Foundation's.
    private static func reason(_ error: any Error) -> String {
        let error = error as NSError
        let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError
        for candidate in [error, underlying].compactMap({ $0 }) where candidate.domain == NSPOSIXErrorDomain {
            return String(cString: strerror(Int32(candidate.code))).lowercased()
        }
        if error.code == CocoaError.fileWriteFileExists.rawValue { return "a file stands where a folder is needed" }
        return error.localizedDescription
    }
}
