import Foundation

/// A JPEG file as segments (ITU-T T.81, annex B): those before the picture's data, and all the rest.
struct JPEGStream {
    /// A marker, `FF xx`, and what follows its length.
    struct Segment {
        let marker: UInt8
        let payload: [UInt8]
        /// Of the payload, in the file.
        let offset: Int
    }

    static let app1: UInt8 = 0xe1
    static let app2: UInt8 = 0xe2
    /// A segment's length takes two bytes of these.
    static let longestPayload = 65533

    private(set) var segments: [Segment]
    /// From the first scan, or the frame, on.
    private let rest: ArraySlice<UInt8>

    /// - Returns: `nil` where the bytes are no JPEG file, or end before its picture.
    init?(_ bytes: [UInt8], from start: Int = 0) {
        guard start >= 0, start + 4 <= bytes.count, bytes[start] == 0xff, bytes[start + 1] == 0xd8 else { return nil }
        var position = start + 2
        var segments: [Segment] = []
        while position + 4 <= bytes.count, bytes[position] == 0xff {
            let marker = bytes[position + 1]
            if marker == 0xff {
                position += 1
                continue
            }
            let isFrame = (0xc0...0xcf).contains(marker) && ![0xc4, 0xc8, 0xcc].contains(marker)
            if marker == 0xda || isFrame { break }
            let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
            guard length >= 2, position + 2 + length <= bytes.count else { return nil }
            segments.append(
                Segment(
                    marker: marker, payload: Array(bytes[(position + 4)..<(position + 2 + length)]),
                    offset: position + 4))
            position += 2 + length
        }
        guard position + 4 <= bytes.count, bytes[position] == 0xff else { return nil }
        self.segments = segments
        rest = bytes[position...]
    }

    /// Puts application segments behind those for JFIF and EXIF.
    mutating func insert(_ payloads: [(marker: UInt8, payload: [UInt8])]) {
        let place =
            (segments.lastIndex {
                $0.marker == 0xe0 || ($0.marker == Self.app1 && $0.payload.starts(with: "Exif".utf8))
            }
                ?? -1) + 1
        segments.insert(
            contentsOf: payloads.map { Segment(marker: $0.marker, payload: $0.payload, offset: 0) }, at: place)
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = [0xff, 0xd8]
        for segment in segments {
            let length = segment.payload.count + 2
            bytes += [0xff, segment.marker, UInt8(length >> 8), UInt8(length & 0xff)]
            bytes += segment.payload
        }
        return bytes + rest
    }

    /// Where the payload of a segment begins in ``bytes``.
    func offset(of index: Int) -> Int {
        2 + segments[..<index].reduce(0) { $0 + $1.payload.count + 4 } + 4
    }
}
