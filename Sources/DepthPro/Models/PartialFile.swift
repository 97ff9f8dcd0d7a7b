internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A file that is being downloaded, under the name `<name>.part` until it is complete.
///
/// Holds a lock, so that two programs do not write to one file.
final class PartialFile {
    let url: URL
    private let destination: URL
    private let descriptor: Int32
    private(set) var byteCount: Int

    /// Opens, or starts, the part of `destination`.
    init(of destination: URL) throws(DepthProError) {
        self.destination = destination
        url = destination.appendingPathExtension("part")
        descriptor = open(url.path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o666)
        guard descriptor >= 0 else { throw Self.failure(url) }
        byteCount = 0
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw DepthProError(.unwritable, "\(url.path): another program is fetching this file")
        }
        let end = lseek(descriptor, 0, SEEK_END)
        guard end >= 0 else { throw Self.failure(url) }
        byteCount = Int(end)
    }

    deinit { close(descriptor) }

    /// Writes behind what is there.
    func append(_ bytes: UnsafeRawBufferPointer) throws(DepthProError) {
        var rest = bytes
        while !rest.isEmpty {
            let written = write(descriptor, rest.baseAddress, rest.count)
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw Self.failure(url) }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
            byteCount += written
        }
    }

    /// Begins again.
    func clear() throws(DepthProError) {
        guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else { throw Self.failure(url) }
        byteCount = 0
    }

    /// Puts the file in its place.
    func finish() throws(DepthProError) {
        guard fsync(descriptor) == 0 else { throw Self.failure(url) }
        do {
            try url.rename(to: destination)
        } catch {
            throw DepthProError(
                .unwritable, "\(destination.path): cannot be written: \(error.localizedDescription)", cause: error)
        }
    }

    private static func failure(_ url: URL) -> DepthProError {
        DepthProError(.unwritable, "\(url.path): cannot be written: \(String(cString: strerror(errno)))")
    }
}
