import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file written under a temporary name beside its destination, and renamed when complete.
///
/// Without `commit()` nothing is left behind.
final class ReplacingFile {
    private let destination: URL
    private let temporary: URL
    private var descriptor: Int32
    /// The number of bytes appended so far.
    private(set) var count = 0

    /// Starts a file that will replace `destination`.
    init(replacing destination: URL) throws(FileFormatError) {
        self.destination = destination
        let random = String(UInt64.random(in: 0...UInt64.max), radix: 36)
        let name = ".\(destination.lastPathComponent.prefix(100)).\(random).partial"
        temporary = destination.deletingLastPathComponent().appendingPathComponent(name)
        descriptor = open(temporary.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure(errno) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(temporary.path)
    }

    /// Writes `bytes` at `position`, which may lie before or beyond the end.
    func write(_ bytes: UnsafeRawBufferPointer, at position: Int) throws(FileFormatError) {
        var rest = bytes
        var position = position
        while let base = rest.baseAddress, !rest.isEmpty {
            let written = pwrite(descriptor, base, rest.count, off_t(position))
            if written < 0 {
                guard errno == EINTR else { throw failure(errno) }
                continue
            }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
            position += written
        }
    }

    /// Writes `data` at `position`, which may lie before or beyond the end.
    func write(_ data: Data, at position: Int) throws(FileFormatError) {
        var position = position
        try data.forEachRegion { (region) throws(FileFormatError) in
            try write(region, at: position)
            position += region.count
        }
    }

    /// Writes `bytes` after those appended before.
    func append(_ bytes: UnsafeRawBufferPointer) throws(FileFormatError) {
        try write(bytes, at: count)
        count += bytes.count
    }

    /// Writes `data` after what was appended before.
    func append(_ data: Data) throws(FileFormatError) {
        try write(data, at: count)
        count += data.count
    }

    /// Leaves `length` bytes out, to be written later or read as zeros.
    func skip(_ length: Int) { count += length }

    /// Makes the file as long as what was appended, puts it in place of its destination and closes it.
    func commit() throws(FileFormatError) {
        guard ftruncate(descriptor, off_t(count)) == 0, fsync(descriptor) == 0,
            rename(temporary.path, destination.path) == 0
        else { throw failure(errno) }
        close(descriptor)
        descriptor = -1
    }

    private func failure(_ code: Int32) -> FileFormatError {
        let reason = String(cString: strerror(code))
        return FileFormatError(
            .unwritable, file: destination, "cannot be written: \(reason).", cause: POSIXErrorCode.error(code))
    }
}

extension Data {
    /// Calls `body` with each block of memory of the data. (The closures of `Data` cannot throw typed errors.)
    func forEachRegion<Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
        for region in regions {
            let result = region.withUnsafeBytes { bytes in
                Result { () throws(Failure) in try body(bytes) }
            }
            try result.get()
        }
    }
}
