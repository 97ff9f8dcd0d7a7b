/// A layer in OpenUSD's binary format, version 0.2.0: the last whose tables are not compressed, which programs that
/// read USD have to read still.
///
/// Tables first, values after: the size of the tables does not depend on the values, so all offsets are known before
/// the first byte is written, and arrays are made while they are written. Source: pxr/usd/usd/crateFile.cpp.
struct CrateFile {
    private var tokens = TokenTable()
    private var strings: [UInt32] = []
    private var fields: [(token: UInt32, representation: UInt64)] = []
    private var fieldSets: [UInt32] = []
    private var specs: [(fieldSet: UInt32, kind: CrateSpecKind)] = []
    private var root: CratePath?
    private var pathIndices: [String: UInt32] = [:]
    private var nodes: [String: CratePath] = [:]
    private var pending: [(field: Int, value: CrateValue)] = []
    /// What writes the values behind the tables, in order.
    private var blobs: [(inout ByteSink) throws -> Void] = []

    private static let bootstrapSize = 88
    private static let sectionNames = ["TOKENS", "STRINGS", "FIELDS", "FIELDSETS", "PATHS", "SPECS"]
    private static let isArray: UInt64 = 1 << 63
    private static let isInlined: UInt64 = 1 << 62
    private static let typeShift: UInt64 = 48

    /// Adds the next spec; a parent before its children.
    ///
    /// - Parameter path: Such as `/Scene/Surface.points`; `/`, the layer itself, comes first.
    mutating func add(_ path: String, _ kind: CrateSpecKind, _ values: [(name: String, value: CrateValue)]) {
        addNode(path, index: UInt32(specs.count))
        specs.append((UInt32(fieldSets.count), kind))
        for (name, value) in values {
            fieldSets.append(UInt32(fields.count))
            fields.append((tokens.index(name), 0))
            intern(value)
            pending.append((fields.count - 1, value))
        }
        fieldSets.append(.max)
    }

    private mutating func addNode(_ path: String, index: UInt32) {
        pathIndices[path] = index
        guard path != "/" else {
            let node = CratePath(index: index, name: "", isProperty: false)
            _ = tokens.index("")
            (root, nodes["/"]) = (node, node)
            return
        }
        guard let separator = path.lastIndex(where: { $0 == "/" || $0 == "." }) else {
            preconditionFailure("\(path) is no path")
        }
        let name = String(path[path.index(after: separator)...])
        _ = tokens.index(name)
        let node = CratePath(index: index, name: name, isProperty: path[separator] == ".")
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
        try file.writeAll(to: &sink)
    }

    private mutating func writeAll(to sink: inout ByteSink) throws {
        guard let root else { preconditionFailure("a layer without specs") }
        let sizes = [
            16 + tokens.byteCount, 8 + 4 * strings.count, 8 + 16 * fields.count, 8 + 4 * fieldSets.count,
            8 + root.size, 8 + 12 * specs.count,
        ]
        var starts: [Int] = []
        var contents = Self.bootstrapSize
        for size in sizes {
            starts.append(contents)
            contents += size
        }
        let values = (contents + 8 + 32 * sizes.count + 7) / 8 * 8
        place(valuesFrom: values)
        let start = sink.count
        try writeBootstrap(contents: contents, to: &sink)
        try writeTables(root, pathsStart: starts[4], to: &sink)
        try sink.write(UInt64(sizes.count))
        for (name, (start, size)) in zip(Self.sectionNames, zip(starts, sizes)) {
            try sink.write(name + String(repeating: "\0", count: 16 - name.utf8.count))
            try sink.write(UInt64(start))
            try sink.write(UInt64(size))
        }
        for blob in blobs {
            while (sink.count - start) % 8 != 0 { try sink.write(UInt8(0)) }
            try blob(&sink)
        }
    }

    private func writeBootstrap(contents: Int, to sink: inout ByteSink) throws {
        try sink.write("PXR-USDC")
        for byte in [0, 2, 0, 0, 0, 0, 0, 0] as [UInt8] { try sink.write(byte) }
        try sink.write(UInt64(contents))
        for _ in 0..<8 { try sink.write(UInt64(0)) }
    }

    private func writeTables(_ root: CratePath, pathsStart: Int, to sink: inout ByteSink) throws {
        try sink.write(UInt64(tokens.texts.count))
        try sink.write(UInt64(tokens.byteCount))
        for text in tokens.texts { try sink.write(text + "\0") }
        try sink.write(UInt64(strings.count))
        for string in strings { try sink.write(string) }
        try sink.write(UInt64(fields.count))
        for field in fields {
            try sink.write(UInt32(0))
            try sink.write(field.token)
            try sink.write(field.representation)
        }
        try sink.write(UInt64(fieldSets.count))
        for index in fieldSets { try sink.write(index) }
        try sink.write(UInt64(specs.count))
        var tree: [UInt8] = []
        root.encode(into: &tree, start: pathsStart + 8) { tokens.known($0) }
        for byte in tree { try sink.write(byte) }
        try sink.write(UInt64(specs.count))
        for (path, spec) in specs.enumerated() {
            try sink.write(UInt32(path))
            try sink.write(spec.fieldSet)
            try sink.write(spec.kind.rawValue)
        }
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
                end = (end + size + 7) / 8 * 8
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
        case .tokenArray(let names): return (11, array(words: names.map(tokens.known)))
        case .tokenList(let names): return (32, list(0x20, names.map(tokens.known)))
        case .pathList(let paths): return (34, list(0x03, paths.map(pathIndex)))
        case .array(let type, let count, let write):
            let content = Content.stored(size: 8 + count * type.size, isArray: true) { sink in
                // The rank, always 1, and the count.
                try sink.write(UInt32(1))
                try sink.write(UInt32(count))
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

    private func stored(count: Int, _ words: [UInt32]) -> Content {
        .stored(size: 8 + 4 * words.count, isArray: false) { sink in
            try sink.write(UInt64(count))
            for word in words { try sink.write(word) }
        }
    }

    private func array(words: [UInt32]) -> Content {
        .stored(size: 8 + 4 * words.count, isArray: true) { sink in
            try sink.write(UInt32(1))
            for word in [UInt32(words.count)] + words { try sink.write(word) }
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

    /// With a zero behind each.
    var byteCount: Int { texts.reduce(0) { $0 + $1.utf8.count + 1 } }

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
