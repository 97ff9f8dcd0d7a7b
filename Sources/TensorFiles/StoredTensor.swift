public import Foundation

/// A tensor as it lies in a file: element type, shape, strides and bytes, not yet copied anywhere.
///
/// Bytes are little-endian and may be unaligned. The file stays mapped while any of its tensors is alive.
public struct StoredTensor: Sendable {
    /// The type of the elements.
    public let scalarType: ScalarType
    /// The size of each dimension; empty for a single number.
    public var shape: [Int] { layout.shape }
    /// The distance between neighbours along each dimension, in elements; row-major unless the file holds a view.
    public var strides: [Int] { layout.strides }
    /// The number of elements.
    public var elementCount: Int { layout.elementCount }
    /// The size of the elements in bytes, written one after the other.
    public var byteCount: Int { layout.elementCount * scalarType.byteCount }
    /// Whether the elements lie one after the other in row-major order.
    public var isContiguous: Bool { layout.isContiguous }

    private let layout: TensorLayout
    private let bytes: FileBytes

    /// Describes the elements that begin `offset` elements into `storage`.
    ///
    /// - Throws: `malformed` if an element lies outside of `storage`, or, because such a view could stand for
    ///   any amount of memory, if the layout repeats elements until they exceed `limit` bytes.
    package init(
        _ scalarType: ScalarType, _ layout: TensorLayout, offset: Int = 0, in storage: FileBytes, limit: Int
    ) throws(FileFormatError) {
        let size = scalarType.byteCount
        let (end, overflow) = offset.addingReportingOverflow(layout.extent)
        guard offset >= 0, !overflow, end <= storage.count / size else {
            throw storage.error(
                .malformed,
                "a tensor of shape \(layout.shape) reaches beyond the \(storage.count) bytes stored for it.")
        }
        guard layout.elementCount <= limit / size || layout.elementCount <= storage.count / size else {
            throw storage.error(.malformed, "a view of shape \(layout.shape) is larger than the file it is in.")
        }
        self.scalarType = scalarType
        self.layout = layout
        self.bytes = storage[offset * size..<end * size]
    }

    /// Calls `body` with the bytes from the first element to the last.
    ///
    /// With `isContiguous` these are exactly `byteCount` bytes; otherwise use `strides` to find the elements.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try bytes.withUnsafeBytes(body)
    }

    /// Copies the elements, in row-major order, into `target`, which must hold `byteCount` bytes.
    public func copy(into target: UnsafeMutableRawBufferPointer) {
        precondition(target.count == byteCount, "The target has \(target.count) bytes, the tensor \(byteCount).")
        withUnsafeBytes { source in
            if isContiguous {
                target.copyMemory(from: source)
            } else {
                copyRows(of: source, into: target)
            }
        }
    }

    /// The elements in row-major order, copied.
    public func contiguousData() -> Data {
        var data = Data(count: byteCount)
        data.withUnsafeMutableBytes { copy(into: $0) }
        return data
    }

    /// Lets the system take back the memory that holds the tensor's bytes; they are read from the file again
    /// when next used. Call it after copying a large tensor, to keep the resident memory small.
    public func discardPages() {
        bytes.discard()
    }

    private func copyRows(of source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) {
        guard let from = source.baseAddress, var to = target.baseAddress else { return }
        let size = scalarType.byteCount
        let length = shape.last ?? 1
        let step = (strides.last ?? 1) * size
        layout.forEachRow { start in
            var element = from + start * size
            if step == size {
                to.copyMemory(from: element, byteCount: length * size)
                to += length * size
            } else {
                for _ in 0..<length {
                    to.copyMemory(from: element, byteCount: size)
                    to += size
                    element += step
                }
            }
        }
    }
}
