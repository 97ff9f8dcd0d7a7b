internal import CZlib
import Foundation

/// zlib's raw deflate and CRC-32.
enum Deflate {
    /// What 1 byte of deflated data can stand for at most (zlib's documentation: 1032 to 1).
    private static let maximumRatio = 1032

    /// Inflates `source` to exactly `count` bytes, or returns nil if it is damaged or stands for another number.
    static func inflate(_ source: UnsafeRawBufferPointer, to count: Int) -> OwnedBytes? {
        guard count / maximumRatio <= source.count else { return nil }
        var stream = z_stream()
        guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return nil
        }
        defer { inflateEnd(&stream) }

        let target = OwnedBytes(count: count)
        var input = source
        var output = target.buffer[...]
        // One byte of room beyond the end shows data that goes on.
        var spare: UInt8 = 0
        while true {
            let status = withUnsafeMutableBytes(of: &spare) { spare in
                let room = output.isEmpty ? spare : UnsafeMutableRawBufferPointer(rebasing: output)
                let fed = feed(&stream, input, room)
                let status = CZlib.inflate(&stream, Z_NO_FLUSH)
                input = UnsafeRawBufferPointer(rebasing: input.dropFirst(fed.input - Int(stream.avail_in)))
                let written = fed.output - Int(stream.avail_out)
                guard !output.isEmpty || written == 0 else { return Z_DATA_ERROR }
                output = output.dropFirst(written)
                return status
            }
            if status == Z_STREAM_END { return input.isEmpty && output.isEmpty ? target : nil }
            guard status == Z_OK else { return nil }
        }
    }

    /// Deflates `parts`, one after the other, at the level numpy and zip use (6), and hands the result to `sink`
    /// piece by piece.
    static func deflate(
        _ parts: [Data], _ sink: (UnsafeRawBufferPointer) throws(FileFormatError) -> Void
    ) throws(FileFormatError) {
        var stream = z_stream()
        let started = deflateInit2_(
            &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        precondition(started == Z_OK, "zlib could not start to compress (\(started)).")
        defer { deflateEnd(&stream) }

        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        for part in parts {
            try part.forEachRegion { (input) throws(FileFormatError) in
                try pump(&stream, input, Z_NO_FLUSH, through: buffer, sink)
            }
        }
        try pump(&stream, UnsafeRawBufferPointer(start: nil, count: 0), Z_FINISH, through: buffer, sink)
    }

    /// Compresses all of `input`, with `Z_FINISH` also what zlib still keeps.
    private static func pump(
        _ stream: inout z_stream, _ input: UnsafeRawBufferPointer, _ flush: Int32,
        through buffer: UnsafeMutableRawBufferPointer,
        _ sink: (UnsafeRawBufferPointer) throws(FileFormatError) -> Void
    ) throws(FileFormatError) {
        var input = input
        var isDone = false
        while !isDone {
            let fed = feed(&stream, input, buffer)
            let status = CZlib.deflate(&stream, flush)
            input = UnsafeRawBufferPointer(rebasing: input.dropFirst(fed.input - Int(stream.avail_in)))
            try sink(UnsafeRawBufferPointer(rebasing: buffer.prefix(fed.output - Int(stream.avail_out))))
            isDone = flush == Z_FINISH ? status == Z_STREAM_END : input.isEmpty && stream.avail_out > 0
        }
    }

    /// The CRC-32 of `bytes`, continued from that of the bytes before them.
    static func checksum(_ bytes: UnsafeRawBufferPointer, after checksum: UInt32 = 0) -> UInt32 {
        // zlib answers nothing but the start value when the pointer is nil.
        bytes.isEmpty
            ? checksum : UInt32(crc32_z(UInt(checksum), bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count))
    }

    /// Points `stream` at as much input and output as its 32-bit counters can express.
    private static func feed(
        _ stream: inout z_stream, _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer
    ) -> (input: Int, output: Int) {
        let counts = (min(input.count, Int(Int32.max)), min(output.count, Int(Int32.max)))
        stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
        stream.avail_in = UInt32(counts.0)
        stream.next_out = output.bindMemory(to: UInt8.self).baseAddress
        stream.avail_out = UInt32(counts.1)
        return counts
    }
}
