/// A node of the tree of paths of a ``CrateFile``: the layer, a prim or a property.
final class CratePath {
    private let index: Int32
    private let token: Int32
    private var children: [CratePath] = []

    /// - Parameters:
    ///   - index: The number of the path's spec.
    ///   - token: Its last element's; not 0 for properties.
    init(index: Int, token: UInt32, isProperty: Bool) {
        self.index = Int32(index)
        self.token = isProperty ? -Int32(token) : Int32(token)
    }

    func append(_ child: CratePath) { children.append(child) }

    /// The tree as three lists, in the order of a walk that goes into the depth.
    struct Table {
        fileprivate(set) var indices: [Int32] = []
        /// Negative for properties.
        fileprivate(set) var tokens: [Int32] = []
        /// From a path with children to its next sibling; −1: no sibling; 0: no child; −2: neither.
        fileprivate(set) var jumps: [Int32] = []
    }

    func append(to table: inout Table, hasSibling: Bool = false) {
        let place = table.indices.count
        table.indices.append(index)
        table.tokens.append(token)
        table.jumps.append(0)
        for (number, child) in children.enumerated() {
            child.append(to: &table, hasSibling: number + 1 < children.count)
        }
        if children.isEmpty {
            table.jumps[place] = hasSibling ? 0 : -2
        } else {
            table.jumps[place] = hasSibling ? Int32(table.indices.count - place) : -1
        }
    }
}
