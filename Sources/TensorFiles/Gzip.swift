internal import CZlib
package import Foundation

/// Gzip files (RFC 1952): one or more compressed members, one after the other.
package enum Gzip {
    /// The original bytes of `data`.
    ///
    /// - Parameter limit: The most bytes to unpack.
    /// - Returns: `nil` where the data are no gzip file, are damaged or cut short, or stand for more than `limit` bytes.
    package static func inflate(_ data: Data, limit: Int) -> Data? {
        var stream = z_stream()
        let gzipOnly: Int32 = 16
        guard
            inflateInit2_(&stream, MAX_WBITS + gzipOnly, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { inflateEnd(&stream) }
        var result = Data()
        let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 18)
        defer { room.deallocate() }
        // zlib counts in 32 bits.
        for start in stride(from: 0, to: data.count, by: 1 << 30) {
            let part = data.dropFirst(start).prefix(1 << 30)
            let status = part.withUnsafeBytes { input in
                stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
                stream.avail_in = UInt32(input.count)
                return unpack(&stream, through: room, into: &result, limit: limit)
            }
            if start + part.count == data.count { return status == Z_STREAM_END ? result : nil }
            guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { return nil }
        }
        return nil
    }

    private static func unpack(
        _ stream: inout z_stream, through room: UnsafeMutableBufferPointer<UInt8>, into result: inout Data, limit: Int
    ) -> Int32 {
        while true {
            stream.next_out = room.baseAddress
            stream.avail_out = UInt32(room.count)
            let status = CZlib.inflate(&stream, Z_NO_FLUSH)
            result.append(contentsOf: room.prefix(room.count - Int(stream.avail_out)))
            guard result.count <= limit else { return Z_DATA_ERROR }
            if status == Z_STREAM_END, stream.avail_in > 0 {
                guard inflateReset(&stream) == Z_OK else { return Z_DATA_ERROR }
            } else if status != Z_OK || (stream.avail_in == 0 && stream.avail_out > 0) {
                return status
            }
        }
    }
}
