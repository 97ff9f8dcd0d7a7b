internal import CZlib
import Foundation
import Images

/// A file that is written from front to back, a megabyte at a time, in little-endian order.
struct ByteSink: ~Copyable {
    private let file: FileHandle
    private var buffer: [UInt8] = []
    /// Bytes written so far.
    private(set) var count = 0
    /// The CRC-32 of what was written since ``startChecksum()``.
    private var runningChecksum: UInt = 0

    private static let capacity = 1 << 20

    /// Makes the file, or empties it.
    init(creating url: URL) throws {
        try Data().write(to: url)
        file = try FileHandle(forWritingTo: url)
        buffer.reserveCapacity(Self.capacity + 4096)
    }

    mutating func write(_ value: some FixedWidthInteger) throws {
        withUnsafeBytes(of: value.littleEndian) { buffer.append(contentsOf: $0) }
        try grow(MemoryLayout.size(ofValue: value))
    }

    mutating func write(_ value: Float) throws { try write(value.bitPattern) }

    mutating func write(_ value: Double) throws { try write(value.bitPattern) }

    mutating func write(_ vector: SIMD3<Double>) throws {
        try write(Float(vector.x))
        try write(Float(vector.y))
        try write(Float(vector.z))
    }

    mutating func write(_ text: String) throws {
        buffer.append(contentsOf: text.utf8)
        try grow(text.utf8.count)
    }

    mutating func write(_ data: Data) throws {
        try flush()
        runningChecksum = data.withUnsafeBytes { Self.checksum(runningChecksum, $0) }
        try file.write(contentsOf: data)
        count += data.count
    }

    /// Fills up with a byte until the count is a multiple.
    mutating func pad(to multiple: Int, with byte: UInt8 = 0) throws {
        while count % multiple != 0 { try write(byte) }
    }

    /// Writes over what stands at an earlier place.
    mutating func overwrite(_ data: Data, at offset: Int) throws {
        try flush()
        try file.seek(toOffset: UInt64(offset))
        try file.write(contentsOf: data)
        try file.seekToEnd()
    }

    mutating func startChecksum() throws {
        try flush()
        runningChecksum = 0
    }

    mutating func checksum() throws -> UInt32 {
        try flush()
        return UInt32(truncatingIfNeeded: runningChecksum)
    }

    private static func checksum(_ start: UInt, _ bytes: UnsafeRawBufferPointer) -> UInt {
        crc32_z(start, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count)
    }

    /// Nothing may be written afterwards.
    mutating func close() throws {
        try flush()
        try file.close()
    }

    private mutating func grow(_ size: Int) throws {
        count += size
        if buffer.count >= Self.capacity { try flush() }
    }

    private mutating func flush() throws {
        guard !buffer.isEmpty else { return }
        runningChecksum = buffer.withUnsafeBytes { Self.checksum(runningChecksum, $0) }
        try file.write(contentsOf: buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}

/// Writes a file through a sink, and puts it in place when it is complete.
func writeAtomically(to url: URL, _ body: (inout ByteSink) throws -> Void) throws {
    var failure: GeometryError?
    do {
        try AtomicFile.write(to: url) { temporary in
            var sink = try ByteSink(creating: temporary)
            do {
                try body(&sink)
                try sink.close()
            } catch let error as GeometryError {
                // Would come out as a problem of the disk.
                failure = error
                throw error
            }
        }
    } catch {
        throw failure ?? error
    }
}
