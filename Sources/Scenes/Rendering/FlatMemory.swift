/// Owns plain arrays in memory that does not move, for hot loops and for Embree.
final class FlatMemory {
    private var blocks: [UnsafeMutableRawPointer] = []

    deinit {
        for block in blocks { block.deallocate() }
    }

    /// Room for `count` elements and one more, zeroed, so that reads of 16 bytes at the end stay inside.
    func room<Element: BitwiseCopyable>(for count: Int, of type: Element.Type) -> UnsafeMutablePointer<Element> {
        let stride = MemoryLayout<Element>.stride
        let block = UnsafeMutableRawPointer.allocate(
            byteCount: (count + 1) * stride + 16, alignment: max(16, MemoryLayout<Element>.alignment))
        block.initializeMemory(as: UInt8.self, repeating: 0, count: (count + 1) * stride + 16)
        blocks.append(block)
        return block.bindMemory(to: type, capacity: count + 1)
    }

    /// A copy of the elements; `nil` where there is none.
    func copy<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafePointer<Element>? {
        guard !elements.isEmpty else { return nil }
        let stride = MemoryLayout<Element>.stride
        let block = UnsafeMutableRawPointer.allocate(
            byteCount: (elements.count + 1) * stride + 16, alignment: max(16, MemoryLayout<Element>.alignment))
        blocks.append(block)
        let start = block.bindMemory(to: Element.self, capacity: elements.count + 1)
        elements.withUnsafeBufferPointer { source in
            if let first = source.baseAddress { start.update(from: first, count: source.count) }
        }
        return UnsafePointer(start)
    }
}
