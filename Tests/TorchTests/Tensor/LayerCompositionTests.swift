import Testing
import Torch

/// Linear layers made one, against the layers one after the other.
@Suite struct LayerCompositionTests {
    private let parameters = Parameters(source: RandomParameters())

    private static func normal(_ shape: [Int]) throws -> Tensor {
        try RandomNumbers.alone { try Tensor.randomNormal(shape) }
    }

    /// A 1×1 convolution with a bias that matters.
    private func projection(_ name: String, _ inputs: Int, _ outputs: Int) throws -> Convolution2D {
        let layer = try Convolution2D(parameters / name, inputs: inputs, outputs: outputs, size: 1)
        try layer.bias?.copyInPlace(from: Self.normal([outputs]))
        return layer
    }

    private func filter(_ name: String, _ inputs: Int, _ outputs: Int) throws -> Convolution2D {
        let layer = try Convolution2D(parameters / name, inputs: inputs, outputs: outputs, size: 3, padding: 1)
        try layer.bias?.copyInPlace(from: Self.normal([outputs]))
        return layer
    }

    private func doubling(_ name: String, _ inputs: Int, _ outputs: Int, bias: Bool) throws -> TransposedConvolution2D {
        let layer = try TransposedConvolution2D(parameters / name, inputs: inputs, outputs: outputs, bias: bias)
        try layer.bias?.copyInPlace(from: Self.normal([outputs]))
        return layer
    }

    /// Sums of up to 500 float32 numbers near 1 in another order; a bias where there should be none is off by 0.1 and more.
    private let tolerance = 2e-4

    private func worst(_ a: Tensor, _ b: Tensor) throws -> Double {
        try #require(a.shape == b.shape)
        return try (a - b).abs().max().item()
    }

    @Test(arguments: [true, false]) func doublingAndProjection(hasBias: Bool) throws {
        try withInferenceMode {
            let first = try doubling("doubling", 8, 12, bias: hasBias)
            let second = try projection("projection", 12, 5)
            let x = try Self.normal([2, 8, 6, 7])
            #expect(try worst(first.followed(by: second)(x), second(first(x))) < tolerance)
        }
    }

    /// Maps of one pixel, of one row, of one column, and others.
    static let sizes = [[1, 1], [1, 5], [4, 1], [2, 2], [6, 9]]

    @Test(arguments: sizes) func projectionAndFilter(size: [Int]) throws {
        try withInferenceMode {
            let first = try projection("projection", 10, 12)
            let second = try filter("filter", 12, 6)
            let composed = try ComposedConvolution(first, then: second)
            let x = try Self.normal([2, 10] + size)
            let found = try composed.convolution(x)
            try #require(composed.border).subtract(from: found, isFirst: true, isLast: true)
            #expect(try worst(found, second(first(x))) < tolerance)
        }
    }

    @Test(arguments: sizes) func doublingAndFilter(size: [Int]) throws {
        try withInferenceMode {
            let first = try doubling("doubling", 10, 12, bias: true)
            let second = try filter("filter", 12, 6)
            let composed = try ComposedConvolution(first, then: second)
            let x = try Self.normal([2, 10] + size)
            let quarters = try composed.convolution(x)
            try #require(composed.border).subtract(from: quarters, isFirst: true, isLast: true)
            let found = try quarters.reshaped([2, 2, 2, 6] + size).permuted([0, 3, 4, 1, 5, 2])
                .reshaped([2, 6, 2 * size[0], 2 * size[1]])
            #expect(try worst(found, second(first(x))) < tolerance)
        }
    }

    /// Rows whose neighbours are in another strip lack nothing.
    @Test func rowsInTheMiddleKeepTheBias() throws {
        try withInferenceMode {
            let first = try projection("projection", 10, 12)
            let second = try filter("filter", 12, 6)
            let composed = try ComposedConvolution(first, then: second)
            let x = try Self.normal([1, 10, 9, 8])
            let strip = try composed.convolution(
                x.narrowed(2, from: 2, count: 5), paddingRows: 0, ConvolutionParts())
            try #require(composed.border).subtract(from: strip, isFirst: false, isLast: false)
            #expect(try worst(strip, second(first(x)).narrowed(2, from: 3, count: 3)) < tolerance)
        }
    }

    @Test func withoutABiasThereIsNoBorder() throws {
        try withInferenceMode {
            let first = try doubling("doubling", 4, 4, bias: false)
            #expect(try ComposedConvolution(first, then: filter("filter", 4, 2)).border == nil)
        }
    }

    @Test func groupsOfAProjection() throws {
        try withInferenceMode {
            let layer = try projection("projection", 5, 2)
            let x = try Self.normal([1, 15, 3, 4])
            let parts = try (0..<3).map { try layer(x.narrowed(1, from: 5 * $0, count: 5)) }
            #expect(try worst(layer.repeated(3)(x), .concatenated(parts, axis: 1)) < tolerance)
        }
    }
}
