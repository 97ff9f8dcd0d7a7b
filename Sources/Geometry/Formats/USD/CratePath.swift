/// A node of the tree of paths of a ``CrateFile``: the layer, a prim or a property.
final class CratePath {
    let index: UInt32
    let name: String
    let isProperty: Bool
    private(set) var children: [CratePath] = []

    init(index: UInt32, name: String, isProperty: Bool) {
        (self.index, self.name, self.isProperty) = (index, name, isProperty)
    }

    func append(_ child: CratePath) { children.append(child) }

    private static let hasChild: UInt8 = 1
    private static let hasSibling: UInt8 = 2
    private static let isPrimProperty: UInt8 = 4
    private static let headerSize = 12
    private static let offsetSize = 8

    /// Bytes of this node with all below it and, where another follows, with the offset of that one.
    private func size(hasSibling: Bool) -> Int {
        Self.headerSize + (hasSibling && !children.isEmpty ? Self.offsetSize : 0) + childrenSize
    }

    private var childrenSize: Int {
        children.indices.reduce(0) { $0 + children[$1].size(hasSibling: $1 + 1 < children.count) }
    }

    var size: Int { size(hasSibling: false) }

    /// Appends the node and all below it.
    ///
    /// - Parameter start: Where `bytes` will stand in the file.
    func encode(
        into bytes: inout [UInt8], start: Int, hasSibling: Bool = false, token: (String) -> UInt32
    ) {
        let flags =
            (children.isEmpty ? 0 : Self.hasChild) | (hasSibling ? Self.hasSibling : 0)
            | (isProperty ? Self.isPrimProperty : 0)
        bytes.append(littleEndian: index)
        bytes.append(littleEndian: token(name))
        bytes += [flags, 0, 0, 0]
        if hasSibling, !children.isEmpty {
            bytes.append(littleEndian: UInt64(start + bytes.count + Self.offsetSize + childrenSize))
        }
        for (number, child) in children.enumerated() {
            child.encode(into: &bytes, start: start, hasSibling: number + 1 < children.count, token: token)
        }
    }
}

extension [UInt8] {
    mutating func append(littleEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
