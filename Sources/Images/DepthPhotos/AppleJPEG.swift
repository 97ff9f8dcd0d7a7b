public import Foundation

/// Depth as a second picture in a JPEG file (CIPA DC-007, multi-picture format), as iPhones write portraits in JPEG.
enum AppleJPEG {
    /// - Returns: `nil` where no picture of the file is one of depth.
    static func read(_ stream: JPEGStream, _ bytes: [UInt8]) throws(ImageError) -> CarriedDepth? {
        for offset in MultiPictureIndex.offsets(in: stream) {
            guard let picture = JPEGStream(bytes, from: offset), let text = XMPSegments.text(of: picture),
                let description = AppleDepthText(text)
            else { continue }
            let levels = try DepthPicture.levels(Data(picture.bytes))
            return try description.depth(levels, .appleJPEG, ExifOrientation.of(stream))
        }
        return nil
    }
}

extension DepthPhoto {
    /// The photo as a JPEG file with its disparity as a second picture, as iPhones write it: 8-bit levels, with Apple's
    /// description of their range and of the camera.
    ///
    /// - Throws: `ImageError`, with code `missingLibrary` without libvips.
    public func appleJPEG() throws(ImageError) -> Data {
        let (levels, range) = disparityLevels
        var depth = try Self.stream(
            DepthPicture.jpeg(levels.pixels, width: levels.width, height: levels.height, quality: 95))
        let text = AppleDepthText.attributes(
            range: range, intrinsics: intrinsics, width: photo.width, height: photo.height, isMetric: isMetric)
        depth.insert(XMPSegments.payloads(attributes: text.attributes, elements: text.elements))
        let second = depth.bytes
        var first = try jpeg(photo)
        first.insert([(JPEGStream.app2, MultiPictureIndex.payload(sizes: (0, 0), offset: 0))])
        let index = first.segments.firstIndex { $0.marker == JPEGStream.app2 && MultiPictureIndex.isIndex($0.payload) }
        guard let index else { return Data(first.bytes) }
        var bytes = first.bytes
        // Offsets count from the index's own head, behind its name.
        let start = first.offset(of: index)
        let payload = MultiPictureIndex.payload(
            sizes: (bytes.count, second.count), offset: bytes.count - start - MultiPictureIndex.nameLength)
        bytes.replaceSubrange(start..<start + payload.count, with: payload)
        return Data(bytes + second)
    }

    private static func stream(_ data: Data) throws(ImageError) -> JPEGStream {
        guard let stream = JPEGStream([UInt8](data)) else {
            throw ImageError(.unwritable, "The picture of the depth cannot be encoded: libvips made no JPEG file.")
        }
        return stream
    }

    /// 0 is the farthest, 255 the nearest.
    var disparityLevels: (levels: (pixels: [UInt8], width: Int, height: Int), range: ClosedRange<Double>) {
        let (disparity, range) = disparity
        let extent = range.upperBound - range.lowerBound
        let pixels = disparity.values.map {
            UInt8(min(max((Double($0) - range.lowerBound) / extent, 0), 1) * 255 + 0.5)
        }
        return ((pixels, disparity.width, disparity.height), range)
    }
}

/// The index of a multi-picture file (CIPA DC-007, 5.2): a TIFF directory in an APP2 segment.
enum MultiPictureIndex {
    private static let name = Array("MPF\0".utf8)
    static let nameLength = 4

    static func isIndex(_ payload: [UInt8]) -> Bool { payload.starts(with: name) }

    /// Of two pictures: the photo, and another of no defined kind.
    static func payload(sizes: (first: Int, second: Int), offset: Int) -> [UInt8] {
        func word(_ value: Int) -> [UInt8] { withUnsafeBytes(of: UInt16(value).bigEndian) { Array($0) } }
        func long(_ value: Int) -> [UInt8] { withUnsafeBytes(of: UInt32(value).bigEndian) { Array($0) } }
        var bytes = name + Array("MM".utf8) + word(42) + long(8)
        bytes += word(3)
        bytes += word(0xb000) + word(7) + long(4) + Array("0100".utf8)
        bytes += word(0xb001) + word(4) + long(1) + long(2)
        bytes += word(0xb002) + word(7) + long(32) + long(50)
        bytes += long(0)
        bytes += long(0x0003_0000) + long(sizes.first) + long(0) + long(0)
        bytes += long(0) + long(sizes.second) + long(offset) + long(0)
        return bytes
    }

    /// Where the file's further pictures begin.
    static func offsets(in stream: JPEGStream) -> [Int] {
        guard
            let segment = stream.segments.first(where: { $0.marker == JPEGStream.app2 && isIndex($0.payload) })
        else { return [] }
        let bytes = Array(segment.payload.dropFirst(nameLength))
        let isLittle = bytes.first == 0x49
        func number(_ at: Int, _ count: Int) -> Int? {
            guard at >= 0, at + count <= bytes.count else { return nil }
            let slice = bytes[at..<at + count]
            return (isLittle ? Array(slice.reversed()) : Array(slice)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard let start = number(4, 4), let entries = number(start, 2) else { return [] }
        for entry in 0..<entries {
            let at = start + 2 + 12 * entry
            guard number(at, 2) == 0xb002, let size = number(at + 4, 4), let list = number(at + 8, 4) else { continue }
            return (1..<max(1, min(size / 16, 64))).compactMap { picture in
                number(list + 16 * picture + 8, 4).map { segment.offset + nameLength + $0 }
            }
        }
        return []
    }
}
