/// A layer in OpenUSD's binary format, version 0.8.0, which programs have read since 2019.
///
/// Tables first, values after: the size of the tables does not depend on the values, so all offsets are known before
/// the first byte is written, and arrays are made while they are written. Source: pxr/usd/sdf/crateFile.cpp.
struct CrateFile {
    private var tokens = TokenTable()
    private var strings: [UInt32] = []
    private var fields: [(token: UInt32, representation: UInt64)] = []
    /// Numbers of fields, with −1 behind those of each spec.
    private var fieldSets: [Int32] = []
    private var specs: [(fieldSet: Int, kind: CrateSpecKind)] = []
    private var nodes: [String: CratePath] = [:]
    private var pathIndices: [String: UInt32] = [:]
    private var pending: [(field: Int, value: CrateValue)] = []
    /// What writes the values behind the tables, in order.
    private var blobs: [(inout ByteSink) throws -> Void] = []

    private static let version: [UInt8] = [0, 8, 0, 0, 0, 0, 0, 0]
    private static let bootstrapSize = 88
    private static let alignment = 8
    private static let isArray: UInt64 = 1 << 63
    private static let isInlined: UInt64 = 1 << 62
    private static let typeShift: UInt64 = 48

    /// Adds the next spec; a parent before its children.
    ///
    /// - Parameter path: Such as `/Scene/Surface.points`; `/`, the layer itself, comes first.
    mutating func add(_ path: String, _ kind: CrateSpecKind, _ values: [(name: String, value: CrateValue)]) {
        addNode(path)
        specs.append((fieldSets.count, kind))
        for (name, value) in values {
            fieldSets.append(Int32(fields.count))
            fields.append((tokens.index(name), 0))
            intern(value)
            pending.append((fields.count - 1, value))
        }
        fieldSets.append(-1)
    }

    private mutating func addNode(_ path: String) {
        pathIndices[path] = UInt32(specs.count)
        guard path != "/" else {
            nodes["/"] = CratePath(index: specs.count, token: tokens.index(""), isProperty: false)
            return
        }
        guard let separator = path.lastIndex(where: { $0 == "/" || $0 == "." }) else {
            preconditionFailure("\(path) is no path")
        }
        let node = CratePath(
            index: specs.count, token: tokens.index(String(path[path.index(after: separator)...])),
            isProperty: path[separator] == ".")
        let parent = separator == path.startIndex ? "/" : String(path[..<separator])
        guard let above = nodes[parent] else { preconditionFailure("\(path) was added before \(parent)") }
        above.append(node)
        nodes[path] = node
    }

    /// Tokens must be in the table before its size is asked for.
    private mutating func intern(_ value: CrateValue) {
        switch value {
        case .token(let text), .asset(let text): _ = tokens.index(text)
        case .string(let text): strings.append(tokens.index(text))
        case .tokenVector(let names), .tokenArray(let names), .tokenList(let names):
            for name in names { _ = tokens.index(name) }
        default: break
        }
    }

    // MARK: Writing

    /// Writes the layer at the sink's present place, which is where it begins.
    func write(to sink: inout ByteSink) throws {
        var file = self
        let contents = Self.bootstrapSize + sections.reduce(0) { $0 + $1.bytes.count }
        let values = contents + 8 + 32 * sections.count
        file.place(valuesFrom: (values + Self.alignment - 1) / Self.alignment * Self.alignment)
        try file.writeAll(contents: contents, to: &sink)
    }

    private func writeAll(contents: Int, to sink: inout ByteSink) throws {
        let start = sink.count
        try sink.write("PXR-USDC")
        for byte in Self.version { try sink.write(byte) }
        try sink.write(UInt64(contents))
        for _ in 0..<8 { try sink.write(UInt64(0)) }
        let sections = sections
        for section in sections { for byte in section.bytes { try sink.write(byte) } }
        try sink.write(UInt64(sections.count))
        var offset = Self.bootstrapSize
        for section in sections {
            try sink.write(section.name + String(repeating: "\0", count: 16 - section.name.utf8.count))
            try sink.write(UInt64(offset))
            try sink.write(UInt64(section.bytes.count))
            offset += section.bytes.count
        }
        for blob in blobs {
            while (sink.count - start) % Self.alignment != 0 { try sink.write(UInt8(0)) }
            try blob(&sink)
        }
    }

    private var sections: [(name: String, bytes: [UInt8])] {
        [
            ("TOKENS", tokens.section), ("STRINGS", stringSection), ("FIELDS", fieldSection),
            ("FIELDSETS", Self.section(fieldSets.count, [fieldSets])), ("PATHS", pathSection),
            (
                "SPECS",
                Self.section(
                    specs.count,
                    [specs.indices.map { Int32($0) }, specs.map { Int32($0.fieldSet) }, specs.map { $0.kind.rawValue }])
            ),
        ]
    }

    private static func section(_ count: Int, _ columns: [[Int32]]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(littleEndian: UInt64(count))
        for column in columns { bytes.append(counted: CrateCoding.integers(column)) }
        return bytes
    }

    private var stringSection: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(littleEndian: UInt64(strings.count))
        for string in strings { bytes.append(littleEndian: string) }
        return bytes
    }

    private var fieldSection: [UInt8] {
        var representations: [UInt8] = []
        for field in fields { representations.append(littleEndian: field.representation) }
        var bytes = Self.section(fields.count, [fields.map { Int32($0.token) }])
        bytes.append(counted: CrateCoding.block(representations))
        return bytes
    }

    private var pathSection: [UInt8] {
        var table = CratePath.Table()
        nodes["/"]?.append(to: &table)
        var bytes: [UInt8] = []
        bytes.append(littleEndian: UInt64(specs.count))
        return bytes + Self.section(specs.count, [table.indices, table.tokens, table.jumps])
    }

    // MARK: Values

    /// Gives each field its value, or where it will stand.
    private mutating func place(valuesFrom start: Int) {
        var end = start
        var stringCount = 0
        for (field, value) in pending {
            let (type, content) = encode(value, string: &stringCount)
            let code = type << Self.typeShift
            switch content {
            case .inline(let bits): fields[field].representation = code | Self.isInlined | UInt64(bits)
            case .stored(let size, let isArray, let write):
                fields[field].representation = code | (isArray ? Self.isArray : 0) | UInt64(end)
                blobs.append(write)
                end = (end + size + Self.alignment - 1) / Self.alignment * Self.alignment
            }
        }
    }

    private enum Content {
        case inline(UInt32)
        case stored(size: Int, isArray: Bool, write: (inout ByteSink) throws -> Void)
    }

    /// The type's code in crateDataTypes.h, and the content.
    private func encode(_ value: CrateValue, string: inout Int) -> (UInt64, Content) {
        switch value {
        case .bool(let value): return (1, .inline(value ? 1 : 0))
        case .float(let value): return (8, .inline(value.bitPattern))
        case .double(let value):
            if Double(Float(value)) == value { return (9, .inline(Float(value).bitPattern)) }
            return (9, stored([value]))
        case .double3(let value): return (23, stored([value.x, value.y, value.z]))
        case .float2(let value): return (20, stored(words: [value.x, value.y].map(\.bitPattern)))
        case .float3(let value): return (24, stored(words: [value.x, value.y, value.z].map(\.bitPattern)))
        case .matrix(let rows): return (15, stored(rows.flatMap(\.self)))
        case .string:
            string += 1
            return (10, .inline(UInt32(string - 1)))
        case .token(let text): return (11, .inline(tokens.known(text)))
        case .asset(let text): return (12, .inline(tokens.known(text)))
        case .specifier(let value): return (42, .inline(value))
        case .variability(let value): return (44, .inline(value))
        case .tokenVector(let names): return (41, stored(count: names.count, names.map(tokens.known)))
        case .tokenArray(let names): return (11, stored(count: names.count, isArray: true, names.map(tokens.known)))
        case .tokenList(let names): return (32, list(0x20, names.map(tokens.known)))
        case .pathList(let paths): return (34, list(0x03, paths.map(pathIndex)))
        case .array(let type, let count, let write):
            let content = Content.stored(size: 8 + count * type.size, isArray: true) { sink in
                try sink.write(UInt64(count))
                try write(&sink)
            }
            return (type.rawValue, content)
        }
    }

    private func pathIndex(_ path: String) -> UInt32 {
        guard let index = pathIndices[path] else { preconditionFailure("\(path) is a target but not in the file") }
        return index
    }

    private func stored(_ numbers: [Double]) -> Content {
        .stored(size: 8 * numbers.count, isArray: false) { sink in for number in numbers { try sink.write(number) } }
    }

    private func stored(words: [UInt32]) -> Content {
        .stored(size: 4 * words.count, isArray: false) { sink in for word in words { try sink.write(word) } }
    }

    private func stored(count: Int, isArray: Bool = false, _ words: [UInt32]) -> Content {
        .stored(size: 8 + 4 * words.count, isArray: isArray) { sink in
            try sink.write(UInt64(count))
            for word in words { try sink.write(word) }
        }
    }

    /// - Parameter kind: Bits that say which of a list's six parts there are.
    private func list(_ kind: UInt8, _ words: [UInt32]) -> Content {
        .stored(size: 9 + 4 * words.count, isArray: false) { sink in
            try sink.write(kind)
            try sink.write(UInt64(words.count))
            for word in words { try sink.write(word) }
        }
    }
}

/// Names, each once.
private struct TokenTable {
    private(set) var texts: [String] = []
    private var indices: [String: UInt32] = [:]

    /// The names, each with a zero behind it.
    var section: [UInt8] {
        let names = Array(texts.map { $0 + "\0" }.joined().utf8)
        var bytes: [UInt8] = []
        bytes.append(littleEndian: UInt64(texts.count))
        bytes.append(littleEndian: UInt64(names.count))
        bytes.append(counted: CrateCoding.block(names))
        return bytes
    }

    mutating func index(_ text: String) -> UInt32 {
        if let index = indices[text] { return index }
        indices[text] = UInt32(texts.count)
        texts.append(text)
        return UInt32(texts.count - 1)
    }

    func known(_ text: String) -> UInt32 {
        guard let index = indices[text] else { preconditionFailure("“\(text)” is not in the table") }
        return index
    }
}
