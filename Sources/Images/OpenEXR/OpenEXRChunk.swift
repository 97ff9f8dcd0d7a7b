import CZlib

/// Packing and unpacking of one chunk of rows, as the OpenEXR library does it (ImfZip, ImfRle): bytes are parted
/// into those at even and at odd places, turned into differences, then compressed.
enum OpenEXRChunk {
    /// The chunk's bytes as they go into the file: compressed, or as they are where that would not be shorter.
    static func pack(_ bytes: [UInt8]) -> [UInt8] {
        var parted = [UInt8]()
        parted.reserveCapacity(bytes.count)
        for start in 0...1 { for index in stride(from: start, to: bytes.count, by: 2) { parted.append(bytes[index]) } }
        var previous = parted.first ?? 0
        for index in parted.indices.dropFirst() {
            let value = parted[index]
            parted[index] = value &- previous &+ 128
            previous = value
        }
        var size = compressBound(uLong(parted.count))
        var packed = [UInt8](repeating: 0, count: Int(size))
        guard compress2(&packed, &size, parted, uLong(parted.count), 6) == Z_OK, size < bytes.count else {
            return bytes
        }
        return Array(packed.prefix(Int(size)))
    }

    /// The chunk's `size` bytes; nil when the packed ones do not give exactly as many.
    static func unpack(
        _ packed: UnsafeRawBufferPointer, size: Int, compression: OpenEXRCompression
    ) -> [UInt8]? {
        // Chunks that do not shrink are stored as they are.
        if packed.count == size { return Array(packed) }
        let differences: [UInt8]? =
            switch compression {
            case .none: nil
            case .runLength: expandRuns(packed, size: size)
            case .zipRow, .zip: inflate(packed, size: size)
            }
        guard var parted = differences else { return nil }
        for index in parted.indices.dropFirst() { parted[index] = parted[index] &+ parted[index - 1] &- 128 }
        let half = (size + 1) / 2
        return (0..<size).map { parted[$0 % 2 == 0 ? $0 / 2 : half + $0 / 2] }
    }

    private static func inflate(_ packed: UnsafeRawBufferPointer, size: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: size)
        var count = uLong(size)
        let status = uncompress(
            &bytes, &count, packed.assumingMemoryBound(to: UInt8.self).baseAddress, uLong(packed.count))
        return status == Z_OK && count == uLong(size) ? bytes : nil
    }

    /// A negative count is followed by as many bytes, any other by one byte to be repeated count + 1 times.
    private static func expandRuns(_ packed: UnsafeRawBufferPointer, size: Int) -> [UInt8]? {
        var bytes = [UInt8]()
        bytes.reserveCapacity(size)
        var position = 0
        while position < packed.count {
            let count = Int(Int8(bitPattern: packed[position]))
            position += 1
            if count < 0 {
                guard position - count <= packed.count, bytes.count - count <= size else { return nil }
                bytes.append(contentsOf: packed[position..<position - count])
                position -= count
            } else {
                guard position < packed.count, bytes.count + count + 1 <= size else { return nil }
                bytes.append(contentsOf: repeatElement(packed[position], count: count + 1))
                position += 1
            }
        }
        return bytes.count == size ? bytes : nil
    }
}
