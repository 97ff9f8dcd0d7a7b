/// A file of boxes (ISO/IEC 14496-12): enough to add to the head of a HEIF file (ISO/IEC 23008-12).
struct BoxFile {
    private(set) var bytes: [UInt8]

    /// A box's place: its head, its contents, and its end.
    struct Box {
        let start: Int
        let body: Int
        let end: Int
        let type: String
    }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// A whole number, most significant byte first; 0 beyond the end.
    func number(_ at: Int, _ count: Int) -> Int {
        guard count > 0, at >= 0, at + count <= bytes.count else { return 0 }
        return bytes[at..<at + count].reduce(0) { $0 << 8 | Int($1) }
    }

    mutating func set(_ value: Int, at: Int, _ count: Int) {
        for index in 0..<count { bytes[at + index] = UInt8(truncatingIfNeeded: value >> (8 * (count - 1 - index))) }
    }

    /// The boxes between two places; those after a broken one are left out.
    func boxes(from start: Int, to end: Int) -> [Box] {
        var boxes: [Box] = []
        var position = start
        while position + 8 <= end {
            var size = number(position, 4)
            var body = position + 8
            if size == 1 {
                size = number(position + 8, 8)
                body += 8
            } else if size == 0 {
                size = end - position
            }
            guard size >= body - position, position + size <= end else { break }
            let type = String(decoding: bytes[position + 4..<position + 8], as: UTF8.self)
            boxes.append(Box(start: position, body: body, end: position + size, type: type))
            position += size
        }
        return boxes
    }

    /// A box within others, by their types from the outside in.
    func box(_ path: [String]) -> Box? {
        var (start, end) = (0, bytes.count)
        var found: Box?
        for type in path {
            guard let box = boxes(from: start, to: end).first(where: { $0.type == type }) else { return nil }
            found = box
            // A full box: version and flags precede the others.
            start = box.body + (["meta", "iref", "iinf"].contains(type) ? 4 : 0)
            end = box.end
        }
        return found
    }

    /// Appends to a box, and makes those around it longer.
    mutating func append(_ more: [UInt8], to path: [String]) {
        guard let box = box(path) else { return }
        insert(more, at: box.end, within: path.indices.map { Array(path[...$0]) })
    }

    /// Inserts, and makes the boxes around it longer.
    mutating func insert(_ more: [UInt8], at place: Int, within paths: [[String]]) {
        let around = paths.compactMap { box($0) }
        bytes.insert(contentsOf: more, at: place)
        for outer in around { set(outer.end - outer.start + more.count, at: outer.start, 4) }
    }

    /// A box of a type.
    static func box(_ type: String, _ contents: [UInt8]) -> [UInt8] {
        withUnsafeBytes(of: UInt32(contents.count + 8).bigEndian) { Array($0) } + Array(type.utf8) + contents
    }
}
