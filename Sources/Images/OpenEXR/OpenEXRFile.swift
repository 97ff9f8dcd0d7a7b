package import Foundation

/// OpenEXR with one channel of floats, which Debian's and Apple's image libraries write in colour only.
///
/// Written: single part, rows from the top, ZIP. Read: single part, rows, no compression, RLE, ZIPS or ZIP, any
/// number of channels of which one is taken.
package enum OpenEXRFile {
    // MARK: Writing

    package static func encode(_ raster: FloatRaster, channel: String) -> Data {
        var data = header(of: raster, channel: channel)
        let rows = OpenEXRCompression.zip.rowsPerChunk
        let chunks = stride(from: 0, to: raster.height, by: rows).map { top in
            let end = min(top + rows, raster.height) * raster.width
            let bits = raster.values[top * raster.width..<end].map(\.bitPattern.littleEndian)
            return OpenEXRChunk.pack(bits.withUnsafeBytes(Array.init))
        }
        var offset = UInt64(data.count + chunks.count * 8)
        for chunk in chunks {
            data.append(little: offset)
            offset += UInt64(chunk.count + 8)
        }
        for (index, chunk) in chunks.enumerated() {
            data.append(little: UInt32(index * rows))
            data.append(little: UInt32(chunk.count))
            data.append(contentsOf: chunk)
        }
        return data
    }

    private static func header(of raster: FloatRaster, channel: String) -> Data {
        var data = Data()
        data.append(little: UInt32(20_000_630))
        data.append(little: UInt32(2))
        func attribute(_ name: String, _ type: String, _ value: [UInt32]) {
            data.append(contentsOf: Array("\(name)\0\(type)\0".utf8))
            data.append(little: UInt32(value.count * 4))
            for number in value { data.append(little: number) }
        }
        func byteAttribute(_ name: String, _ type: String, _ value: [UInt8]) {
            data.append(contentsOf: Array("\(name)\0\(type)\0".utf8))
            data.append(little: UInt32(value.count))
            data.append(contentsOf: value)
        }
        // Type float, four bytes of hints, no subsampling.
        let facts: [UInt8] = [2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]
        byteAttribute("channels", "chlist", Array("\(channel)\0".utf8) + facts + [0])
        byteAttribute("compression", "compression", [OpenEXRCompression.zip.rawValue])
        let window = [0, 0, UInt32(raster.width - 1), UInt32(raster.height - 1)]
        attribute("dataWindow", "box2i", window)
        attribute("displayWindow", "box2i", window)
        byteAttribute("lineOrder", "lineOrder", [0])
        attribute("pixelAspectRatio", "float", [Float(1).bitPattern])
        attribute("screenWindowCenter", "v2f", [0, 0])
        attribute("screenWindowWidth", "float", [Float(1).bitPattern])
        data.append(0)
        return data
    }

    // MARK: Reading

    package static func decode(
        _ data: Data, name: String, channel: String?, limits: PhotoLimits = PhotoLimits()
    ) throws(ImageError) -> FloatRaster {
        let result = data.withUnsafeBytes { bytes in
            Result { () throws(ImageError) in
                var reader = ByteReader(bytes)
                let header = try OpenEXRHeader(&reader, name: name)
                return try decode(reader, header, name: name, channel: channel, limits: limits)
            }
        }
        return try result.get()
    }

    private static func decode(
        _ table: ByteReader, _ header: OpenEXRHeader, name: String, channel: String?, limits: PhotoLimits
    ) throws(ImageError) -> FloatRaster {
        let (width, height) = (header.width, header.height)
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        if overflow || pixels > limits.maximumPixels {
            throw ImageError(
                .tooLarge, "\(name) has \(width)×\(height) values, more than the limit of \(limits.maximumPixels).")
        }
        // Before anything is allocated: can so few bytes hold so many?
        let needed = header.bytesPerRow.multipliedReportingOverflow(by: height)
        let available = table.remaining.multipliedReportingOverflow(by: header.compression.maximumRatio)
        guard !needed.overflow, header.chunkCount * 16 <= table.remaining,
            available.overflow || needed.partialValue <= available.partialValue
        else { throw truncated(name) }

        let source = try sourceChannel(channel, header, name)
        var values = [Float](repeating: 0, count: pixels)
        var offsets = table
        var seen = Set<Int>()
        for _ in 0..<header.chunkCount {
            guard let offset = offsets.uint64() else { throw truncated(name) }
            var chunk = table
            guard chunk.seek(to: offset), let y = chunk.int32(), let size = chunk.int32(), size >= 0,
                let packed = chunk.slice(Int(size))
            else { throw truncated(name) }
            let row = Int(y) - header.window.top
            guard row >= 0, row < height, row % header.compression.rowsPerChunk == 0, seen.insert(row).inserted else {
                throw damaged(name)
            }
            let rows = min(header.compression.rowsPerChunk, height - row)
            guard
                let bytes = OpenEXRChunk.unpack(
                    packed.rest, size: rows * header.bytesPerRow, compression: header.compression)
            else { throw damaged(name) }
            bytes.withUnsafeBytes { bytes in
                for index in 0..<rows {
                    let start = index * header.bytesPerRow + width * source.offset
                    for column in 0..<width {
                        values[(row + index) * width + column] = source.value(bytes, start, column)
                    }
                }
            }
        }
        return FloatRaster(width: width, height: height, values: values)
    }

    /// Where a channel's samples stand in a row, per pixel of width, and how one is read.
    private struct SourceChannel {
        let offset: Int
        let sample: OpenEXRHeader.Channel.Sample

        func value(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ column: Int) -> Float {
            let place = start + column * sample.size
            switch sample {
            case .half:
                return Float(half: UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt16.self)))
            case .float:
                let bits = bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
                return Float(bitPattern: UInt32(littleEndian: bits))
            case .uint32:
                return Float(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
            }
        }
    }

    private static func sourceChannel(
        _ wanted: String?, _ header: OpenEXRHeader, _ name: String
    ) throws(ImageError) -> SourceChannel {
        let names = header.channels.map(\.name)
        let candidates = wanted.map { [$0] } ?? ["Z", "Y"]
        let index =
            candidates.compactMap { names.firstIndex(of: $0) }.first
            ?? (wanted == nil && names.count == 1 ? 0 : nil)
        guard let index else {
            throw ImageError(
                .unsupported,
                "\(name) has no channel \(candidates.joined(separator: " or ")), only \(names.joined(separator: ", "))."
            )
        }
        let offset = header.channels[..<index].reduce(0) { $0 + $1.sample.size }
        return SourceChannel(offset: offset, sample: header.channels[index].sample)
    }

    private static func truncated(_ name: String) -> ImageError {
        ImageError(.truncated, "\(name) ends too early: it is not a complete OpenEXR file.")
    }

    private static func damaged(_ name: String) -> ImageError {
        ImageError(.corrupt, "\(name) cannot be decoded as OpenEXR.")
    }
}

extension Data {
    fileprivate mutating func append<Number: FixedWidthInteger>(little number: Number) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
