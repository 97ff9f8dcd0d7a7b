import Testing
import Torch

/// Operations in one pass against the same in several, and products in 8-bit floats against their definition.
@Suite struct FusedOperationTests {
    private static func normal(_ shape: [Int]) throws -> Tensor {
        try RandomNumbers.alone { try Tensor.randomNormal(shape) }
    }

    private func worst(_ a: Tensor, _ b: Tensor) throws -> Double { try (a - b).abs().max().item() }

    @Test func linearGeluIsBoth() throws {
        let (x, weight, bias) = try (Self.normal([3, 5, 16]), Self.normal([24, 16]), Self.normal([24]))
        for bias in [bias, nil] {
            let expected = try x.linear(weight, bias: bias).gelu()
            #expect(try worst(x.linearGelu(weight, bias: bias), expected) < 1e-6)
        }
        try weight.setRequiresGradient(true)
        try x.linearGelu(weight, bias: bias).sum().backward()
        let found = try #require(try weight.gradient())
        try weight.setRequiresGradient(false)
        let other = try weight.cloned()
        try other.setRequiresGradient(true)
        try x.linear(other, bias: bias).gelu().sum().backward()
        #expect(try worst(found, #require(try other.gradient())) < 1e-5)
    }

    @Test func convolutionReluIsBoth() throws {
        let (x, weight, bias) = try (Self.normal([2, 4, 9, 7]), Self.normal([6, 4, 3, 3]), Self.normal([6]))
        let geometry = ConvolutionGeometry(padding: 1)
        for layout in [MemoryLayoutOrder.rowMajor, .channelsLast] {
            let input = try x.contiguous(layout)
            let expected = try input.convolved(weight, bias: bias, geometry).relu()
            #expect(try worst(input.convolvedRelu(weight, bias: bias, geometry), expected) < 1e-6)
        }
    }

    /// The positive numbers of e4m3 by their codes: 4 bits of exponent, 3 of fraction; the last code is no number.
    static let magnitudes: [Double] = (0..<127).map { code in
        let (exponent, fraction) = (code >> 3, Double(code & 7))
        var power = 1.0
        for _ in 0..<abs(exponent == 0 ? 9 : exponent - 7) { power *= exponent >= 7 ? 2 : 0.5 }
        return exponent == 0 ? fraction * power : (1 + fraction / 8) * power
    }

    /// The nearest, of two as near the one with an even code.
    static func rounded(_ value: Double) -> Double {
        let size = abs(value)
        let nearest = magnitudes.indices.min { a, b in
            let (first, second) = (abs(magnitudes[a] - size), abs(magnitudes[b] - size))
            return first != second ? first < second : a.isMultiple(of: 2) && !b.isMultiple(of: 2)
        }
        return (value < 0 ? -1 : 1) * magnitudes[nearest ?? 0]
    }

    @Test func rowsAreRoundedToEightBits() throws {
        #expect(Self.magnitudes.last == 448 && Self.magnitudes[1] == 1.0 / 512)
        let rows = try Self.normal([16, 32]) * Self.normal([16, 1]).exp()
        try rows.narrowed(0, from: 3, count: 1).copyInPlace(from: .zeros([1, 32]))
        let written = try #require(try Float8Linear(rows))
        #expect(written.weight.scalarType == .float8E4M3FN && written.scales.shape == [16, 1])
        let (source, scales) = try (rows.floats(), written.scales.floats())
        for (index, found) in try written.weight.to(.float32).floats().enumerated() {
            let row = source[index / 32 * 32..<index / 32 * 32 + 32]
            let largest = max(row.map(abs).max() ?? 0, 1e-12)
            #expect(abs(scales[index / 32] * 448 / largest - 1) < 1e-6)
            // Reciprocals in single precision move a few numbers that lie between two by one step.
            let exact = Double(source[index]) * 448 / Double(largest)
            let expected = Self.rounded(exact)
            let isNear = abs(abs(Double(found) - exact) - abs(expected - exact)) < 1e-4 * abs(exact)
            #expect(Double(found) == expected || isNear, "\(exact): \(found) instead of \(expected)")
        }
    }

    @Test func productsOfSizesThatGPUsRefuseAreLeftAlone() throws {
        #expect(try Float8Linear(Self.normal([16, 24])) == nil)
        #expect(try Float8Linear(Self.normal([8, 32])) == nil)
    }

    /// A layer whose source asks for it multiplies the rounded numbers, and adds the bias as it is.
    @Test func aLayerMultipliesRoundedNumbers() throws {
        struct Source: ParameterSource {
            let weight: Tensor
            let bias: Tensor
            func tensor(_ name: String, _ shape: [Int], _ initial: Initializer) throws(TorchError) -> Tensor {
                name == "weight" ? weight : bias
            }
            func multipliesAsFloat8(_ name: String) -> Bool { true }
        }
        let source = try Source(weight: Self.normal([16, 32]), bias: Self.normal([16]))
        let layer = try Linear(Parameters(source: source), inputs: 32, outputs: 16)
        let x = try Self.normal([2, 3, 32])
        let (weights, inputs) = try (#require(try Float8Linear(source.weight)), x.reshaped([6, 32]))
        let padded = try #require(try Float8Linear(.concatenated([inputs, .zeros([10, 32])], axis: 0)))
        let known = try (padded.weight.to(.float32) * padded.scales).narrowed(0, from: 0, count: 6)
        let expected = try known.matmul((weights.weight.to(.float32) * weights.scales).transposed(0, 1)) + source.bias
        #expect(try worst(layer(x).reshaped([6, 16]), expected) < 1e-4)
        #expect(try worst(layer.gelu(x).reshaped([6, 16]), expected.gelu()) < 1e-4)
        // Three bits of fraction: some 3 % of each product, and not nothing.
        let exact = try x.linear(source.weight, bias: source.bias)
        let deviation = try (layer(x) - exact).abs().mean().item() / exact.abs().mean().item()
        #expect(deviation > 1e-3 && deviation < 0.06)
    }
}
