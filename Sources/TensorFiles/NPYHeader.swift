import Foundation

/// The header of NumPy's `.npy` format, versions 1 to 3.
///
/// Source: NumPy's documentation, "NEP 1: A simple file format for NumPy arrays". The header is a Python
/// dictionary, here read by a grammar that knows only what such a dictionary may contain.
struct NPYHeader {
    var scalarType: ScalarType
    var shape: [Int]
    /// Whether the first index varies fastest.
    var isFortranOrder = false

    static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
    /// The longest header that is read; plain arrays need about a hundred bytes.
    private static let maximumCount = 1 << 16

    private static let descriptors: [(type: ScalarType, descriptor: String)] = [
        (.float64, "<f8"), (.float32, "<f4"), (.float16, "<f2"),
        (.int64, "<i8"), (.int32, "<i4"), (.int16, "<i2"), (.int8, "|i1"),
        (.uint64, "<u8"), (.uint32, "<u4"), (.uint16, "<u2"), (.uint8, "|u1"), (.bool, "|b1"),
    ]
}

extension NPYHeader {
    /// The bytes of a version 1 header, padded so that the data begins at a multiple of 64.
    ///
    /// Nil if NumPy has no such element type.
    var encoded: Data? {
        guard let entry = Self.descriptors.first(where: { $0.type == scalarType }) else { return nil }
        let sizes = shape.map { "\($0)," }.joined(separator: " ")
        let order = isFortranOrder ? "True" : "False"
        // NumPy writes (2,) but (2, 3).
        let tuple = shape.count > 1 ? String(sizes.dropLast()) : sizes
        var text = "{'descr': '\(entry.descriptor)', 'fortran_order': \(order), 'shape': (\(tuple)), }"
        let unpadded = Self.magic.count + 4 + text.utf8.count + 1
        text += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
        let count = UInt16(text.utf8.count)
        return Data(Self.magic + [1, 0, UInt8(count & 0xFF), UInt8(count >> 8)] + Array(text.utf8))
    }

    /// Reads the header of `bytes`; returns it with the position where the data begins.
    static func read(from bytes: FileBytes) throws(FileFormatError) -> (header: NPYHeader, dataStart: Int) {
        try bytes.withUnsafeBytes { (all) throws(FileFormatError) in
            var cursor = ByteCursor(all, url: bytes.url)
            guard try cursor.take(magic.count).elementsEqual(magic) else {
                throw bytes.error(.unsupported, "is not a NumPy array.")
            }
            let version: UInt8 = try cursor.read()
            _ = try cursor.read(UInt8.self)
            let count: Int
            switch version {
            case 1: count = Int(try cursor.read(UInt16.self))
            case 2, 3: count = Int(try cursor.read(UInt32.self))
            default: throw bytes.error(.unsupported, "has version \(version) of the NumPy format; 1 to 3 are known.")
            }
            guard count <= maximumCount else {
                throw bytes.error(.malformed, "claims a NumPy header of \(count) bytes.")
            }
            var parser = NPYHeaderParser(text: try cursor.take(count), file: bytes)
            return (try parser.header(), cursor.offset)
        }
    }

    /// The type that NumPy describes as `descriptor`.
    static func scalarType(_ descriptor: String, of file: FileBytes) throws(FileFormatError) -> ScalarType {
        let shown = FileFormatError.printable(descriptor)
        if descriptor.hasPrefix("|O") || descriptor.hasPrefix("O") {
            throw file.error(.refused, "holds Python objects, which would have to be run to be read.")
        }
        if descriptor.hasPrefix(">") {
            throw file.error(.unsupported, "holds big-endian numbers (\(shown)).")
        }
        // A byte has no order, so NumPy may write any mark in front of it.
        let plain = descriptor.hasSuffix("1") ? "|" + descriptor.drop(while: { "<|=".contains($0) }) : descriptor
        guard let entry = descriptors.first(where: { $0.descriptor == plain }) else {
            throw file.error(.unsupported, "has the element type “\(shown)”, which is not handled.")
        }
        return entry.type
    }
}

/// Reads the dictionary in an `.npy` header.
private struct NPYHeaderParser {
    let text: UnsafeRawBufferPointer
    let file: FileBytes
    private var offset = 0

    init(text: UnsafeRawBufferPointer, file: FileBytes) {
        self.text = text
        self.file = file
    }

    mutating func header() throws(FileFormatError) -> NPYHeader {
        var descriptor: String?
        var isFortranOrder: Bool?
        var shape: [Int]?
        try expect("{")
        while !take("}") {
            let key = try string()
            try expect(":")
            switch key {
            case "descr" where descriptor == nil: descriptor = try self.descriptor()
            case "fortran_order" where isFortranOrder == nil: isFortranOrder = try boolean()
            case "shape" where shape == nil: shape = try self.shape()
            default: throw broken()
            }
            guard take(",") || peek() == "}" else { throw broken() }
        }
        guard peek() == nil, let descriptor, let isFortranOrder, let shape else { throw broken() }
        let type = try NPYHeader.scalarType(descriptor, of: file)
        return NPYHeader(scalarType: type, shape: shape, isFortranOrder: isFortranOrder)
    }

    private mutating func descriptor() throws(FileFormatError) -> String {
        guard peek() != "[" else { throw file.error(.unsupported, "holds records; plain arrays are handled.") }
        return try string()
    }

    private mutating func boolean() throws(FileFormatError) -> Bool {
        if take("True") { return true }
        if take("False") { return false }
        throw broken()
    }

    private mutating func shape() throws(FileFormatError) -> [Int] {
        var shape: [Int] = []
        try expect("(")
        while !take(")") {
            skipSpace()
            let digits = text[offset...].prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            guard let size = Int(String(decoding: digits, as: UTF8.self)) else { throw broken() }
            offset += digits.count
            // Python 2 marked long integers.
            _ = take("L")
            shape.append(size)
            guard take(",") || peek() == ")" else { throw broken() }
        }
        return shape
    }

    private mutating func string() throws(FileFormatError) -> String {
        guard let quote = peek(), quote == "'" || quote == "\"" else { throw broken() }
        let content = text[(offset + 1)...].prefix { $0 != UInt8(ascii: quote) }
        guard offset + 1 + content.count < text.count,
            let string = String(validating: content, as: UTF8.self), !string.contains("\\")
        else { throw broken() }
        offset += content.count + 2
        return string
    }

    private mutating func skipSpace() {
        while offset < text.count, text[offset] == 0x20 || (0x09...0x0D).contains(text[offset]) { offset += 1 }
    }

    private mutating func peek() -> Unicode.Scalar? {
        skipSpace()
        return offset < text.count ? Unicode.Scalar(text[offset]) : nil
    }

    private mutating func take(_ word: String) -> Bool {
        skipSpace()
        guard text[offset...].starts(with: word.utf8) else { return false }
        offset += word.utf8.count
        return true
    }

    private mutating func expect(_ word: String) throws(FileFormatError) {
        guard take(word) else { throw broken() }
    }

    private func broken() -> FileFormatError {
        file.error(.malformed, "its NumPy header is not the description of an array.")
    }
}
