import Testing
import Torch

@Suite("Tensor layout")
struct TensorLayoutTests {
    @Test("Row-major strides, counts and extents")
    func rowMajor() throws {
        let layout = try #require(TensorLayout(shape: [2, 3, 4]))
        #expect(layout.strides == [12, 4, 1])
        #expect(layout.elementCount == 24 && layout.extent == 24 && layout.isContiguous)
        let number = try #require(TensorLayout(shape: []))
        #expect(number.elementCount == 1 && number.extent == 1 && number.isContiguous)
        let none = try #require(TensorLayout(shape: [3, 0, 2]))
        #expect(none.elementCount == 0 && none.extent == 0 && none.isContiguous)
    }

    @Test("Views reach as far as their last element")
    func views() throws {
        let transposed = try #require(TensorLayout(shape: [3, 2], strides: [1, 3]))
        #expect(transposed.extent == 6 && !transposed.isContiguous)
        let column = try #require(TensorLayout(shape: [3, 1], strides: [5, 7]))
        #expect(column.extent == 11 && !column.isContiguous)
        let repeated = try #require(TensorLayout(shape: [4, 2], strides: [0, 1]))
        #expect(repeated.extent == 2 && repeated.elementCount == 8)
    }

    @Test("Rows come in row-major order")
    func rows() throws {
        var starts: [Int] = []
        try #require(TensorLayout(shape: [2, 2, 3], strides: [1, 10, 100])).forEachRow { starts.append($0) }
        #expect(starts == [0, 10, 1, 11])
        starts = []
        try #require(TensorLayout(shape: [])).forEachRow { starts.append($0) }
        #expect(starts == [0])
        starts = []
        try #require(TensorLayout(shape: [0, 3])).forEachRow { starts.append($0) }
        #expect(starts == [])
    }

    @Test("What cannot be counted is no layout")
    func impossible() {
        #expect(TensorLayout(shape: [-1]) == nil)
        #expect(TensorLayout(shape: [.max, 2]) == nil)
        #expect(TensorLayout(shape: [.max, 2, 0]) == nil)
        #expect(TensorLayout(shape: [2], strides: [.max]) == nil)
        #expect(TensorLayout(shape: [2, 2], strides: [1 << 62, 1 << 62]) == nil)
        #expect(TensorLayout(shape: [2], strides: [-1]) == nil)
        #expect(TensorLayout(shape: [2], strides: []) == nil)
        #expect(TensorLayout(shape: [Int](repeating: 1, count: 65)) == nil)
    }

    @Test("libtorch's numbers map back to the same type", arguments: ScalarType.allCases)
    func torchCodes(type: ScalarType) {
        #expect(ScalarType(torchCode: type.torchCode) == type)
    }
}
