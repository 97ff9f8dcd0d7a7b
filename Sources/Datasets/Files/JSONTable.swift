package import Foundation

/// A file of JSON that is an array of many objects, of which few matter: those are decoded one at a time.
///
/// The tables of nuScenes have up to millions of objects in more than a gigabyte.
package struct JSONTable: Sendable {
    private let data: Data
    private let file: String

    package init(contentsOf url: URL) throws(DatasetError) {
        data = try SampleFile.data(url)
        file = url.relativePath
    }

    /// The objects whose text contains `marker`, in the file's order; `nil` for all.
    package func rows<Row: Decodable>(
        _ type: Row.Type, containing marker: String? = nil
    ) throws(DatasetError) -> [Row] {
        let decoder = JSONDecoder()
        let marker = marker.map { Data($0.utf8) }
        var rows: [Row] = []
        try forEachObject { object throws(DatasetError) in
            if let marker, object.range(of: marker) == nil { return }
            rows.append(try decode(type, object, decoder))
        }
        return rows
    }

    /// The objects whose field `token` is one of these, by token.
    package func rows<Row: Decodable>(_ type: Row.Type, tokens: Set<String>) throws(DatasetError) -> [String: Row] {
        let decoder = JSONDecoder()
        var rows: [String: Row] = [:]
        try forEachObject { object throws(DatasetError) in
            guard let token = Self.token(of: object), tokens.contains(token) else { return }
            rows[token] = try decode(type, object, decoder)
        }
        return rows
    }

    private func decode<Row: Decodable>(
        _ type: Row.Type, _ object: Data, _ decoder: JSONDecoder
    ) throws(DatasetError) -> Row {
        do {
            return try decoder.decode(type, from: object)
        } catch {
            throw DatasetError(
                .malformed, "\(file) has an object that is not as expected: \(error.field).", cause: error)
        }
    }

    /// What stands in quotes after `"token":`.
    private static func token(of object: Data) -> String? {
        guard let key = object.range(of: Data("\"token\"".utf8)) else { return nil }
        let rest = object[key.upperBound...]
        guard let start = rest.firstIndex(of: UInt8(ascii: "\"")),
            let end = rest[(start + 1)...].firstIndex(of: UInt8(ascii: "\""))
        else { return nil }
        return String(decoding: rest[(start + 1)..<end], as: UTF8.self)
    }

    /// Calls `body` with the text of each object of the array.
    private func forEachObject(_ body: (Data) throws(DatasetError) -> Void) throws(DatasetError) {
        guard let objects = data.withUnsafeBytes(Self.objects) else {
            throw DatasetError(.malformed, "\(file) is no array of JSON objects, or a damaged one.")
        }
        for object in objects {
            try body(data[data.startIndex + object.lowerBound..<data.startIndex + object.upperBound])
        }
    }

    /// Where the objects of the outermost array lie; `nil` where brackets or quotes do not match.
    private static func objects(_ bytes: UnsafeRawBufferPointer) -> [Range<Int>]? {
        var objects: [Range<Int>] = []
        var (depth, start) = (0, 0)
        var (isArray, isText, isEscaped) = (false, false, false)
        for (index, byte) in bytes.enumerated() {
            if isText {
                isText = isEscaped || byte != UInt8(ascii: "\"")
                isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isText = true
            case UInt8(ascii: "["): isArray = true
            case UInt8(ascii: "{"):
                if depth == 0 { start = index }
                depth += 1
            case UInt8(ascii: "}"):
                depth -= 1
                if depth < 0 { return nil }
                if depth == 0 { objects.append(start..<index + 1) }
            default: break
            }
        }
        return isArray && depth == 0 && !isText ? objects : nil
    }
}
