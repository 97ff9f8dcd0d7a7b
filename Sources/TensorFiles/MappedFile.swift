package import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A regular file mapped read-only into memory for as long as the object lives.
///
/// The mapping is never written, so it is safe to share between threads. Another process that shortens
/// the file meanwhile makes reads fail with SIGBUS, as with any mapping.
package final class MappedFile: @unchecked Sendable {
    /// Where the file was found.
    package let url: URL
    /// The file's bytes.
    package let bytes: UnsafeRawBufferPointer

    /// Maps the file at `url`.
    ///
    /// - Throws: `notFound`, `unreadable` (permissions, folder, device), or `truncated` (an empty file).
    package init(_ url: URL) throws(FileFormatError) {
        // Non-blocking, so that a named pipe is refused instead of waited for.
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Self.openFailure(url, errno) }
        defer { close(descriptor) }

        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.openFailure(url, errno) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw FileFormatError(.unreadable, file: url, "is a folder; a file was expected.")
        default: throw FileFormatError(.unreadable, file: url, "is not a regular file.")
        }
        guard status.st_size > 0 else { throw FileFormatError(.truncated, file: url, "the file is empty.") }

        let count = Int(status.st_size)
        guard let base = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED else {
            throw Self.openFailure(url, errno)
        }
        self.url = url
        self.bytes = UnsafeRawBufferPointer(start: base, count: count)
    }

    deinit {
        munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    }

    /// Lets the system take back the memory that holds `range`; a later read fetches it from the file again.
    package func discard(_ range: Range<Int>) {
        guard let base = bytes.baseAddress, !range.isEmpty else { return }
        // Outwards to whole pages: dropping a neighbour's page costs a fault, never data.
        let page = Int(getpagesize())
        let start = max(range.lowerBound, 0) / page * page
        let end = min(range.upperBound, bytes.count)
        guard start < end else { return }
        madvise(UnsafeMutableRawPointer(mutating: base + start), end - start, MADV_DONTNEED)
    }

    private static func openFailure(_ url: URL, _ code: Int32) -> FileFormatError {
        if code == ENOENT || code == ENOTDIR { return FileFormatError(.notFound, file: url, "no such file.") }
        let reason = String(cString: strerror(code))
        return FileFormatError(.unreadable, file: url, "cannot be read: \(reason).", cause: POSIXErrorCode.error(code))
    }
}

extension POSIXErrorCode {
    /// The Swift error for an `errno` value, if it has one.
    package static func error(_ code: Int32) -> POSIXError? {
        POSIXErrorCode(rawValue: code).map { POSIXError($0) }
    }
}
