package import Foundation

/// A run of bytes inside a mapped file, or a block of memory that was inflated from one.
package struct FileBytes: Sendable {
    private enum Storage: Sendable {
        case mapped(MappedFile)
        case owned(OwnedBytes)
    }

    private let storage: Storage
    private let range: Range<Int>
    /// The file the bytes came from, for messages; nil for data in memory.
    package let url: URL?

    /// All bytes of `file`.
    package init(_ file: MappedFile) {
        storage = .mapped(file)
        range = 0..<file.bytes.count
        url = file.url
    }

    /// Bytes in memory, which came from the file at `url`.
    package init(_ bytes: OwnedBytes, url: URL?) {
        storage = .owned(bytes)
        range = 0..<bytes.buffer.count
        self.url = url
    }

    private init(storage: Storage, range: Range<Int>, url: URL?) {
        self.storage = storage
        self.range = range
        self.url = url
    }

    /// The number of bytes.
    package var count: Int { range.count }

    /// The bytes `part`, counted from the first byte of this run.
    package subscript(part: Range<Int>) -> FileBytes {
        precondition(part.lowerBound >= 0 && part.upperBound <= count, "Range \(part) outside of \(count) bytes.")
        let absolute = (range.lowerBound + part.lowerBound)..<(range.lowerBound + part.upperBound)
        return FileBytes(storage: storage, range: absolute, url: url)
    }

    /// Calls `body` with the bytes, which stay valid for the length of the call.
    package func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let whole =
            switch storage {
            case .mapped(let file): file.bytes
            case .owned(let bytes): UnsafeRawBufferPointer(bytes.buffer)
            }
        defer { withExtendedLifetime(storage) {} }
        return try body(UnsafeRawBufferPointer(rebasing: whole[range]))
    }

    /// Lets the system take back the memory of mapped bytes.
    package func discard() {
        if case .mapped(let file) = storage { file.discard(range) }
    }

    /// An error about the file these bytes came from.
    package func error(_ code: FileFormatError.Code, _ reason: String) -> FileFormatError {
        FileFormatError(code, file: url, reason)
    }
}
