import Foundation

/// Reads JSON (RFC 8259) value by value, as the caller expects it.
///
/// Foundation's parser builds every value first, keeps only the last of equal keys and forgets their order; headers of
/// up to 100 MB from strangers need neither that memory nor that leniency.
struct JSONCursor {
    private let bytes: UnsafeRawBufferPointer
    private let url: URL?
    private var offset = 0

    /// How deeply values that nobody asked for may be nested.
    private static let maximumDepth = 128

    init(_ bytes: UnsafeRawBufferPointer, url: URL?) {
        self.bytes = bytes
        self.url = url
    }

    /// Reads an object; `member` reads the value of each key.
    mutating func object(
        _ member: (_ key: String, _ cursor: inout JSONCursor) throws(FileFormatError) -> Void
    ) throws(FileFormatError) {
        try expect("{")
        if try take(ifNext: "}") { return }
        repeat {
            let key = try string()
            try expect(":")
            try member(key, &self)
        } while try take(ifNext: ",")
        try expect("}")
    }

    /// Reads an array of whole numbers that are not negative.
    mutating func numbers() throws(FileFormatError) -> [Int] {
        var numbers: [Int] = []
        try expect("[")
        if try take(ifNext: "]") { return numbers }
        repeat {
            numbers.append(try number())
        } while try take(ifNext: ",")
        try expect("]")
        return numbers
    }

    /// Reads a whole number that is not negative.
    mutating func number() throws(FileFormatError) -> Int {
        skipSpace()
        let start = offset
        var value = 0
        while offset < bytes.count, case let digit = bytes[offset] &- UInt8(ascii: "0"), digit < 10 {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int(digit))
            guard !overflow, !carry else { throw error("a number is too large") }
            value = sum
            offset += 1
        }
        guard offset > start else { throw error("a whole number of zero or more was expected") }
        guard offset == start + 1 || bytes[start] != UInt8(ascii: "0") else { throw error("a number begins with 0") }
        return value
    }

    /// Reads a string.
    mutating func string() throws(FileFormatError) -> String {
        try expect("\"")
        let start = offset
        var isEscaped = false
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
            guard bytes[offset] >= 0x20 else { throw error("a string contains a control character") }
            if bytes[offset] == UInt8(ascii: "\\") {
                isEscaped = true
                offset += 1
            }
            offset += 1
        }
        guard offset < bytes.count else { throw error("a string does not end", .truncated) }
        let content = UnsafeRawBufferPointer(rebasing: bytes[start..<offset])
        offset += 1
        guard let text = String(validating: content, as: UTF8.self) else { throw error("a string is not UTF-8") }
        guard isEscaped else { return text }
        guard let unescaped = Self.unescape(text) else { throw error("a string has an unknown escape") }
        return unescaped
    }

    /// Reads and forgets a value of any kind.
    mutating func skipValue() throws(FileFormatError) {
        // One closing bracket for each open array or object.
        var open: [UInt8] = []
        repeat {
            guard let next = peek() else { throw error("the text ends in the middle of a value", .truncated) }
            switch next {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard open.count < Self.maximumDepth else { throw error("values are nested too deeply") }
                offset += 1
                let isObject = next == UInt8(ascii: "{")
                let closing = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
                if peek() == closing {
                    offset += 1
                } else {
                    open.append(closing)
                    if isObject { try skipKey() }
                    continue
                }
            case UInt8(ascii: "\""): _ = try string()
            default: try skipLiteral()
            }
            try closeOrContinue(&open)
        } while !open.isEmpty
    }

    /// Checks that nothing but white space follows.
    mutating func end() throws(FileFormatError) {
        guard peek() == nil else { throw error("something follows the last bracket") }
    }

    // MARK: - Parts

    /// After a value: passes over the closing brackets, or the comma and the key in front of the next value.
    private mutating func closeOrContinue(_ open: inout [UInt8]) throws(FileFormatError) {
        while let closing = open.last {
            if peek() == closing {
                offset += 1
                open.removeLast()
                continue
            }
            try expect(",")
            if closing == UInt8(ascii: "}") { try skipKey() }
            return
        }
    }

    private mutating func skipKey() throws(FileFormatError) {
        _ = try string()
        try expect(":")
    }

    private mutating func skipLiteral() throws(FileFormatError) {
        let start = offset
        while offset < bytes.count, !Self.isDelimiter(bytes[offset]) { offset += 1 }
        let text = String(decoding: bytes[start..<min(offset, start + 400)], as: UTF8.self)
        let isNumber = text.utf8.allSatisfy(Self.isNumeric) && Double(text) != nil
        guard isNumber || ["true", "false", "null"].contains(text) else {
            throw error("“\(FileFormatError.printable(text))” is not a value")
        }
    }

    private static func isNumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "E"), UInt8(ascii: "e"): true
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: false
        }
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        isSpace(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private mutating func skipSpace() {
        while offset < bytes.count, Self.isSpace(bytes[offset]) { offset += 1 }
    }

    private mutating func peek() -> UInt8? {
        skipSpace()
        return offset < bytes.count ? bytes[offset] : nil
    }

    private mutating func take(ifNext character: Unicode.Scalar) throws(FileFormatError) -> Bool {
        guard let next = peek() else { throw error("the text ends too early", .truncated) }
        guard next == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(FileFormatError) {
        guard try take(ifNext: character) else { throw error("“\(character)” was expected") }
    }

    private func error(_ reason: String, _ code: FileFormatError.Code = .malformed) -> FileFormatError {
        FileFormatError(code, file: url, "its JSON is broken at byte \(offset): \(reason).")
    }
}

extension JSONCursor {
    /// Resolves the escapes of a string's content, or nil if one is unknown or half of a surrogate pair.
    private static func unescape(_ text: String) -> String? {
        var units: [UInt16] = []
        units.reserveCapacity(text.utf16.count)
        var rest = text.utf16.makeIterator()
        while let unit = rest.next() {
            guard unit == UInt16(UInt8(ascii: "\\")) else {
                units.append(unit)
                continue
            }
            guard let code = rest.next(), let character = Unicode.Scalar(code) else { return nil }
            switch character {
            case "\"", "\\", "/": units.append(code)
            case "b": units.append(8)
            case "f": units.append(12)
            case "n": units.append(10)
            case "r": units.append(13)
            case "t": units.append(9)
            case "u":
                var value: UInt16 = 0
                for _ in 0..<4 {
                    guard let digit = rest.next().flatMap(Unicode.Scalar.init), digit.isASCII,
                        let nibble = Character(digit).hexDigitValue
                    else { return nil }
                    value = value << 4 | UInt16(nibble)
                }
                units.append(value)
            default: return nil
            }
        }
        return String(validating: units, as: UTF16.self)
    }
}
