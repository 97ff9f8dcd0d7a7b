import Foundation

/// XMP in a JPEG file: a packet of at most 64 KB and, for what does not fit, an extended packet in chunks (Adobe XMP
/// specification, part 3, 1.1.3).
enum XMPSegments {
    private static let name = Array("http://ns.adobe.com/xap/1.0/\0".utf8)
    private static let extendedName = Array("http://ns.adobe.com/xmp/extension/\0".utf8)
    private static let chunkSize = 65_400

    /// - Parameters:
    ///   - main: The attributes and elements of the packet's description; `extended`, those of the extended one.
    static func payloads(
        attributes: String, elements: String = "", extendedAttributes: String? = nil
    ) -> [(marker: UInt8, payload: [UInt8])] {
        guard let extendedAttributes else {
            return [(JPEGStream.app1, name + Array(packet(attributes, elements).utf8))]
        }
        let extended = Array(packet(extendedAttributes, "", isWrapped: false).utf8)
        let digest = MD5.hexadecimal(extended)
        let note = "\n xmlns:xmpNote=\"http://ns.adobe.com/xmp/note/\"\n xmpNote:HasExtendedXMP=\"\(digest)\""
        var payloads = [(JPEGStream.app1, name + Array(packet(attributes + note, elements).utf8))]
        for start in stride(from: 0, to: extended.count, by: chunkSize) {
            let chunk = extended[start..<min(start + chunkSize, extended.count)]
            payloads.append(
                (JPEGStream.app1, extendedName + Array(digest.utf8) + big(extended.count) + big(start) + chunk))
        }
        return payloads
    }

    static func packet(_ attributes: String, _ elements: String, isWrapped: Bool = true) -> String {
        let xml = """
            <x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Depth Pro for Swift">\
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
             \(attributes)>\(elements)</rdf:Description></rdf:RDF></x:xmpmeta>
            """
        return isWrapped
            ? "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\(xml)<?xpacket end=\"w\"?>" : xml
    }

    private static func big(_ number: Int) -> [UInt8] {
        withUnsafeBytes(of: UInt32(number).bigEndian) { Array($0) }
    }

    /// The packet and the extended one, as text; `nil` where there is none. A part that is missing is left out.
    static func text(of stream: JPEGStream) -> String? {
        var text = ""
        var chunks: [(offset: Int, bytes: ArraySlice<UInt8>)] = []
        for segment in stream.segments where segment.marker == JPEGStream.app1 {
            if segment.payload.starts(with: name) {
                text += String(decoding: segment.payload.dropFirst(name.count), as: UTF8.self)
            } else if segment.payload.starts(with: extendedName), segment.payload.count > extendedName.count + 40 {
                let head = extendedName.count + 36
                let offset = segment.payload[head..<head + 4].reduce(0) { $0 << 8 | Int($1) }
                chunks.append((offset, segment.payload[(head + 4)...]))
            }
        }
        chunks.sort { $0.offset < $1.offset }
        var bytes: [UInt8] = []
        for chunk in chunks where chunk.offset == bytes.count { bytes += chunk.bytes }
        text += String(decoding: bytes, as: UTF8.self)
        return text.isEmpty ? nil : text
    }
}
