package import Foundation

/// A block of memory, written once by its maker and then only read.
package final class OwnedBytes: @unchecked Sendable {
    /// The memory.
    package let buffer: UnsafeMutableRawBufferPointer

    /// Makes `count` uninitialised bytes, which the caller fills before sharing them.
    package init(count: Int) {
        buffer = .allocate(byteCount: count, alignment: 64)
    }

    /// Makes a copy of `data`.
    package convenience init(_ data: Data) {
        self.init(count: data.count)
        data.withUnsafeBytes { buffer.copyMemory(from: $0) }
    }

    deinit {
        buffer.deallocate()
    }
}
