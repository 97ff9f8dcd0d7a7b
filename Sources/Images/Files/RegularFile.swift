package import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Opening files that may be anything: missing, a folder, a pipe on which a reader would wait forever.
package enum RegularFile {
    /// The path of an existing, readable, non-empty regular file.
    static func path(of url: URL) throws(ImageError) -> String {
        let path = url.path
        let name = url.relativePath
        var facts = stat()
        guard stat(path, &facts) == 0 else {
            throw errno == ENOENT || errno == ENOTDIR
                ? ImageError(.fileNotFound, "\(name): there is no such file.")
                : ImageError(.unreadable, "\(name) cannot be read: \(systemMessage(errno)).")
        }
        switch facts.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw ImageError(.unreadable, "\(name) is a folder, not a file.")
        default: throw ImageError(.unreadable, "\(name) is a device or pipe, not a file.")
        }
        if facts.st_size == 0 { throw ImageError(.empty, "\(name) is empty.") }
        return path
    }

    static func firstBytes(of path: String, count: Int) throws(ImageError) -> [UInt8] {
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? handle.close() }
            return [UInt8](try handle.read(upToCount: count) ?? Data())
        } catch {
            throw ImageError(.unreadable, "\(path) cannot be read: \(reason(error)).", cause: error)
        }
    }

    /// The whole file, mapped where that is safe.
    package static func contents(of url: URL) throws(ImageError) -> Data {
        let path = try path(of: url)
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        } catch {
            throw ImageError(.unreadable, "\(path) cannot be read: \(reason(error)).", cause: error)
        }
    }

    static func systemMessage(_ number: Int32) -> String { String(cString: strerror(number)).lowercased() }

    /// The system's words for an error of Foundation, which are shorter than Foundation's.
    static func reason(_ error: any Error) -> String {
        let error = error as NSError
        let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError
        for candidate in [error, underlying].compactMap({ $0 }) where candidate.domain == NSPOSIXErrorDomain {
            return systemMessage(Int32(candidate.code))
        }
        return error.localizedDescription
    }
}
