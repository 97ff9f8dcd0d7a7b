internal import CHeif
public import Foundation

/// Depth as an auxiliary picture of a HEIC file (ISO/IEC 23008-12, 6.4.4), as iPhones write portraits, through libheif.
enum AppleHEIC {
    static let auxiliaryType = "urn:mpeg:hevc:2015:auxid:2"

    /// - Returns: `nil` where the file is no HEIF file, has no such picture, or libheif is missing.
    static func read(_ bytes: [UInt8]) throws(ImageError) -> CarriedDepth? {
        guard bytes.count > 12, bytes[4..<8].elementsEqual("ftyp".utf8) else { return nil }
        var error = cheif_error()
        guard cheif_start(&error) == 0 else { return nil }
        var found = cheif_depth()
        let status = cheif_read_depth(bytes, bytes.count, Int64(PhotoLimits().maximumPixels), &found, &error)
        defer {
            free(found.pixels)
            free(found.description)
        }
        guard status >= 0 else { throw ImageError(.corrupt, text(error)) }
        guard status == 0, let pixels = found.pixels else { return nil }
        guard let start = found.description,
            let description = AppleDepthText(
                String(decoding: UnsafeRawBufferPointer(start: start, count: found.description_size), as: UTF8.self))
        else { throw ImageError(.unsupported, "its depth picture has no description of Apple's") }
        let (width, height) = (Int(found.width), Int(found.height))
        let levels = FloatRaster(
            width: width, height: height, values: (0..<width * height).map { Float(pixels[$0]) / 255 })
        // libheif has turned it upright.
        return try description.depth(levels, .appleHEIC, .upright)
    }

    static func text(_ error: cheif_error) -> String {
        withUnsafeBytes(of: error.text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

extension DepthPhoto {
    /// The photo as a HEIC file with its disparity as an auxiliary picture, as iPhones write it: 8-bit levels, with
    /// Apple's description of their range and of the camera.
    ///
    /// - Throws: `ImageError`, with code `missingLibrary` where libheif or its encoder is missing.
    public func appleHEIC() throws(ImageError) -> Data {
        if let problem = HEIFLibrary.problem {
            throw ImageError(
                .missingLibrary,
                "HEIC files are written with libheif, which is missing here (\(problem)); install it: "
                    + "apt-get install libheif1")
        }
        var error = cheif_error()
        let (levels, range) = disparityLevels
        let text = AppleDepthText.attributes(
            range: range, intrinsics: intrinsics, width: photo.width, height: photo.height, isMetric: isMetric)
        let packet = Array(XMPSegments.packet(text.attributes, text.elements).utf8)
        var output: UnsafeMutablePointer<UInt8>?
        var size = 0
        let status = packet.withUnsafeBytes { packet in
            cheif_write(
                photo.pixels, Int32(photo.width), Int32(photo.height), Int32(quality), levels.pixels,
                Int32(levels.width), Int32(levels.height), packet.bindMemory(to: CChar.self).baseAddress, packet.count,
                &output, &size, &error)
        }
        guard status == 0, let output else {
            throw ImageError(.missingLibrary, "The photo cannot be encoded as HEIC: \(AppleHEIC.text(error)).")
        }
        defer { free(output) }
        var file = HEIFDepthHead(Array(UnsafeBufferPointer(start: output, count: size)))
        try file.declareDepth()
        return Data(file.bytes)
    }
}

/// The head of a HEIF file with two pictures, of which the second becomes the first one's depth.
struct HEIFDepthHead {
    private var file: BoxFile

    init(_ bytes: [UInt8]) { file = BoxFile(bytes) }

    var bytes: [UInt8] { file.bytes }

    mutating func declareDepth() throws(ImageError) {
        let before = file.bytes.count
        guard let primary = file.box(["meta", "pitm"]), let items = file.box(["meta", "iinf"]),
            file.box(["meta", "iprp", "ipco"]) != nil, file.box(["meta", "iprp", "ipma"]) != nil,
            let meta = file.box(["meta"]), file.box(["meta", "iref"]) != nil
        else { throw ImageError(.unwritable, "libheif has written a HEIC file of an unknown make.") }
        let photo = file.number(primary.body + 4, file.bytes[primary.body] == 0 ? 2 : 4)
        let list = items.body + 4 + (file.bytes[items.body] == 0 ? 2 : 4)
        let pictures = file.boxes(from: list, to: items.end).filter {
            $0.type == "infe" && file.bytes[$0.body] == 2
                && file.bytes[$0.body + 8..<$0.body + 12].elementsEqual("hvc1".utf8)
        }
        guard let entry = pictures.first(where: { file.number($0.body + 4, 2) != photo }) else {
            throw ImageError(.unwritable, "libheif has written a HEIC file without the depth.")
        }
        let depth = file.number(entry.body + 4, 2)
        // Not to be shown by itself.
        file.set(file.number(entry.body + 1, 3) | 1, at: entry.body + 1, 3)
        addProperty(to: depth)
        file.append(
            BoxFile.box("auxl", [depth, 1, photo].flatMap { [UInt8($0 >> 8 & 0xff), UInt8($0 & 0xff)] }),
            to: ["meta", "iref"])
        shiftData(by: file.bytes.count - before, from: meta.end)
    }

    /// The property that says what the auxiliary picture is.
    private mutating func addProperty(to item: Int) {
        let contents = [0, 0, 0, 0] + Array(AppleHEIC.auxiliaryType.utf8) + [0]
        file.append(BoxFile.box("auxC", contents), to: ["meta", "iprp", "ipco"])
        guard let properties = file.box(["meta", "iprp", "ipco"]), let links = file.box(["meta", "iprp", "ipma"]) else {
            return
        }
        let index = file.boxes(from: properties.body, to: properties.end).count
        let isWide = file.number(links.body + 1, 3) & 1 == 1
        let identifierSize = file.bytes[links.body] == 0 ? 2 : 4
        var position = links.body + 8
        for _ in 0..<file.number(links.body + 4, 4) {
            let count = file.number(position + identifierSize, 1)
            let end = position + identifierSize + 1 + count * (isWide ? 2 : 1)
            if file.number(position, identifierSize) == item {
                file.set(count + 1, at: position + identifierSize, 1)
                // The highest bit: whoever does not know the property must not show the picture.
                let link = isWide ? [UInt8(0x80 | index >> 8), UInt8(index & 0xff)] : [UInt8(0x80 | index)]
                file.insert(link, at: end, within: [["meta"], ["meta", "iprp"], ["meta", "iprp", "ipma"]])
                return
            }
            position = end
        }
    }

    /// The pictures' data has moved.
    private mutating func shiftData(by distance: Int, from oldEnd: Int) {
        guard let box = file.box(["meta", "iloc"]) else { return }
        let version = file.bytes[box.body]
        let sizes = file.number(box.body + 4, 2)
        let (offsetSize, lengthSize) = (sizes >> 12, sizes >> 8 & 15)
        let (baseSize, indexSize) = (sizes >> 4 & 15, version > 0 ? sizes & 15 : 0)
        let wide = version < 2 ? 2 : 4
        var position = box.body + 6 + wide
        for _ in 0..<file.number(box.body + 6, wide) {
            position += wide
            let method = version > 0 ? file.number(position, 2) & 15 : 0
            position += version > 0 ? 4 : 2
            let base = file.number(position, baseSize)
            if method == 0, base >= oldEnd { file.set(base + distance, at: position, baseSize) }
            position += baseSize
            let extents = file.number(position, 2)
            position += 2
            for _ in 0..<extents {
                position += indexSize
                let offset = file.number(position, offsetSize)
                if method == 0, base == 0, offset >= oldEnd { file.set(offset + distance, at: position, offsetSize) }
                position += offsetSize + lengthSize
            }
        }
    }
}
