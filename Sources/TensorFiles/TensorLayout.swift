/// How the elements of a tensor lie in memory: sizes and strides, both in elements, never negative.
package struct TensorLayout: Sendable, Hashable {
    /// The size of each dimension; empty for a single number.
    package let shape: [Int]
    /// The distance between neighbours along each dimension.
    package let strides: [Int]
    /// The product of the sizes.
    package let elementCount: Int
    /// One more than the position of the last element, counted from the first; 0 without elements.
    package let extent: Int

    /// The most dimensions a tensor may have, as in PyTorch.
    package static let maximumRank = 64

    /// A layout with row-major strides unless others are given.
    ///
    /// Nil if a size or stride is negative, a count overflows, or there are too many dimensions.
    package init?(shape: [Int], strides: [Int]? = nil) {
        guard shape.count <= Self.maximumRank, let contiguous = Self.rowMajor(shape) else { return nil }
        let strides = strides ?? contiguous.strides
        guard strides.count == shape.count, strides.allSatisfy({ $0 >= 0 }) else { return nil }
        // A stride that is never taken may hold anything; the row-major one keeps later arithmetic in range.
        let taken = zip(strides, contiguous.strides).enumerated().map { dimension, stride in
            shape[dimension] > 1 && contiguous.count > 0 ? stride.0 : stride.1
        }

        var last = 0
        for (size, stride) in zip(shape, taken) where size > 1 {
            let (span, overflow) = (size - 1).multipliedReportingOverflow(by: stride)
            let (sum, carry) = last.addingReportingOverflow(span)
            guard !overflow, !carry, sum < Int.max else { return nil }
            last = sum
        }
        self.shape = shape
        self.strides = taken
        self.elementCount = contiguous.count
        self.extent = contiguous.count == 0 ? 0 : last + 1
    }

    /// Whether the elements lie one after the other in row-major order.
    package var isContiguous: Bool {
        var expected = 1
        for (size, stride) in zip(shape, strides).reversed() where size != 1 {
            guard stride == expected else { return false }
            expected *= max(size, 1)
        }
        return true
    }

    /// Calls `body` with the position of every run of elements along the last dimension, in row-major order.
    package func forEachRow(_ body: (_ start: Int) -> Void) {
        guard elementCount > 0 else { return }
        var index = [Int](repeating: 0, count: max(shape.count - 1, 0))
        var position = 0
        while true {
            body(position)
            var dimension = index.count - 1
            while dimension >= 0 {
                index[dimension] += 1
                position += strides[dimension]
                if index[dimension] < shape[dimension] { break }
                position -= strides[dimension] * shape[dimension]
                index[dimension] = 0
                dimension -= 1
            }
            if dimension < 0 { return }
        }
    }

    private static func rowMajor(_ shape: [Int]) -> (strides: [Int], count: Int)? {
        var strides = [Int](repeating: 1, count: shape.count)
        var span = 1
        var count = 1
        for dimension in shape.indices.reversed() {
            guard shape[dimension] >= 0 else { return nil }
            strides[dimension] = span
            // Zero sizes count as one in strides, as in PyTorch.
            let (next, overflow) = span.multipliedReportingOverflow(by: max(shape[dimension], 1))
            guard !overflow else { return nil }
            span = next
            count *= shape[dimension]
        }
        return (strides, count)
    }
}
