import Testing
import Torch

/// The kernels of our own over bfloat16 and bytes against the same in float32; where this processor has none,
/// `CTORCH_LINEAR=emulated` has them.
@Suite(.enabled(if: (try? LibTorch.load()) != nil && LibTorch.narrowKernel != nil))
struct NarrowKernelTests {
    /// Rows, inputs, outputs: less than a vector, broken groups of rows, pairs and panels, several parts of the work.
    static let shapes = [(1, 8, 16), (3, 5, 7), (6, 64, 64), (13, 37, 70), (200, 96, 130), (50, 256, 640)]

    private static func normal(_ shape: [Int]) throws -> Tensor {
        try RandomNumbers.alone { try Tensor.randomNormal(shape) }
    }

    private func worst(_ a: Tensor, _ b: Tensor) throws -> Double {
        try (a.to(.float32) - b.to(.float32)).abs().max().item()
    }

    /// The same, but what is above 4 counts as if it were 4: a bfloat16 is off by up to 2^-8 of itself, so by up to
    /// 2^-6 here, however large the numbers that are drawn.
    private func worstInProportion(_ a: Tensor, _ right: Tensor) throws -> Double {
        try ((a.to(.float32) - right) / (right.abs().clamped(4) / 4)).abs().max().item()
    }

    /// Narrowed and back, so that both sides start from the same numbers.
    private static func narrow(_ shape: [Int], _ factor: Double = 1) throws -> Tensor {
        try (normal(shape) * factor).to(.bfloat16)
    }

    @Test(arguments: shapes) func bfloat16(rows: Int, inputs: Int, outputs: Int) throws {
        try withInferenceMode {
            let x = try Self.narrow([2, rows, inputs])
            let weight = try Self.narrow([outputs, inputs], 1 / Double(inputs).squareRoot())
            let bias = try Self.normal([outputs])
            let factors = try Self.normal([outputs])
            let residual = try Self.narrow([2, rows, outputs])
            let plain = try x.to(.float32).linear(weight.to(.float32), bias: bias)
            let layer = try PackedLinear(weight, bias: bias)
            // The result is rounded once, by up to 0.0156; sums are float32's.
            #expect(try worstInProportion(layer(x), plain) < 0.02)
            #expect(try worstInProportion(layer(x, hasGelu: true), plain.gelu()) < 0.02)
            #expect(try worstInProportion(layer(x, residual: residual), plain + residual.to(.float32)) < 0.02)
            #expect(try worstInProportion(layer.scaled(by: factors)(x), plain * factors) < 0.02)
            let code = ByteCode(scale: 0.05, zero: 120)
            let bytes = try layer(x, hasGelu: true, code: code)
            #expect(bytes.scalarType == .uint8)
            // One step and half of another, where both round.
            #expect(try worst(bytes, plain.gelu().bytes(code)) <= 1)
        }
    }

    @Test(arguments: shapes) func integers(rows: Int, inputs: Int, outputs: Int) throws {
        try withInferenceMode {
            let code = ByteCode(scale: 0.031, zero: 101)
            let x = try Self.narrow([rows, inputs])
            let weight = try (Self.normal([outputs, inputs]) * 40).clamped(-127, 127).to(.int8)
            let scales = try (Self.normal([outputs]).abs() + 0.5) * (0.02 / Double(inputs).squareRoot())
            let bias = try Self.normal([outputs])
            let layer = try PackedLinear(
                QuantizedWeight(weight: weight, scales: scales, inputScale: code.scale, inputZero: code.zero),
                bias: bias)
            #expect(layer.inputCode == code)
            let bytes = try x.bytes(code)
            let numbers = try (bytes.to(.float32) - Double(code.zero)) * code.scale
            let wide = try weight.to(.float32) * scales.reshaped([-1, 1])
            let plain = try numbers.linear(wide, bias: bias)
            let spread = try plain.abs().max().item()
            #expect(try worst(layer(bytes), plain) < 0.005 * spread)
            #expect(try worst(layer(x), layer(bytes)) == 0)
            #expect(try worst(layer(bytes, hasGelu: true), plain.gelu()) < 0.005 * spread)
        }
    }

    private func parameters(_ arithmetic: NarrowArithmetic = .fine) -> Parameters {
        Parameters(source: RandomParameters(type: .bfloat16, narrowArithmetic: arithmetic))
    }

    @Test(arguments: [8, 37, 1024]) func normalisation(width: Int) throws {
        try withInferenceMode {
            let x = try Self.narrow([3, 67, width], 5)
            let norm = try LayerNorm(parameters(), width: width, epsilon: 1e-6)
            let right = try x.to(.float32).layerNormalized(weight: nil, bias: nil, epsilon: 1e-6)
            #expect(try worst(norm(x), right) < 0.02)
            let code = ByteCode(scale: 0.04, zero: 128)
            #expect(try worst(norm(x, code: code), right.bytes(code)) <= 1)
        }
    }

    /// Query, key and value lie within one tensor, as a transformer's projection leaves them.
    @Test(arguments: [(1, 8), (50, 23), (97, 64)]) func attentionInBytes(tokens: Int, channels: Int) throws {
        try withInferenceMode {
            let split = try Self.narrow([2, tokens, 3, 3, channels]).permuted([2, 0, 3, 1, 4])
            let parts = try (0..<3).map { try split.selected(0, $0) }
            let code = ByteCode(scale: 0.03, zero: 127)
            let plain = try Tensor.attention(query: parts[0], key: parts[1], value: parts[2])
                .transposed(1, 2).reshaped([2, tokens, 3 * channels])
            let joined = try Tensor.joinedAttention(query: parts[0], key: parts[1], value: parts[2])
            #expect(try worst(joined, plain) == 0)
            let bytes = try Tensor.joinedAttention(query: parts[0], key: parts[1], value: parts[2], code: code)
            #expect(bytes.shape == joined.shape && bytes.scalarType == .uint8)
            #expect(try worst(bytes, plain.bytes(code)) <= 1)
        }
    }

    /// Channels last or not, whole maps and rows of them.
    @Test(arguments: [(32, 64), (48, 32), (5, 96)]) func convolutionsThatAreLinearLayers(inputs: Int, outputs: Int)
        throws
    {
        try withInferenceMode {
            let whole = try Self.narrow([2, 9, 7, inputs]).permuted([0, 3, 1, 2])
            for x in try [whole, whole.contiguous(), whole.narrowed(2, from: 2, count: 5)] {
                let wide = try x.to(.float32)
                let single = try Convolution2D(parameters(), inputs: inputs, outputs: outputs, size: 1)
                let right = try wide.convolved(single.weight.to(.float32), bias: single.bias?.to(.float32))
                #expect(try worstInProportion(single(x), right) < 0.02)
                let doubling = try TransposedConvolution2D(parameters(), inputs: inputs, outputs: outputs, bias: true)
                let doubled = try wide.deconvolved(
                    doubling.weight.to(.float32), bias: doubling.bias?.to(.float32), ConvolutionGeometry(stride: 2))
                #expect(try doubling(x).shape == doubled.shape)
                #expect(try worstInProportion(doubling(x), doubled) < 0.02)
            }
        }
    }

    /// 3×3 convolutions with what belongs to them, from rows of a larger map, and as coarsely as is permitted.
    @Test(arguments: [(64, 64, 0.02), (64, 64, 0.2), (32, 128, 0.2)], [0, 1])
    func convolutionsByWinograd(channels: (Int, Int, Double), paddingRows: Int) throws {
        try withInferenceMode {
            let (inputs, outputs, limit) = channels
            let x = try Self.narrow([2, 40, 21, inputs]).permuted([0, 3, 1, 2]).narrowed(2, from: 3, count: 30)
            let weight = try Self.narrow([outputs, inputs, 3, 3], (1 / Double(9 * inputs)).squareRoot())
            let bias = try Self.narrow([outputs])
            var geometry = ConvolutionGeometry(padding: 1)
            geometry.paddingRows = paddingRows
            let rows = 28 + 2 * paddingRows
            let addends = try (0..<2).map { _ in try Self.narrow([2, rows, 21, outputs]).permuted([0, 3, 1, 2]) }
            var parts = ConvolutionParts(hasInputRelu: true, hasOutputRelu: true, addends: addends)
            // Coarse points are off by a hundredth of the numbers' spread, and by five times that at the worst of them.
            parts.isCoarse = limit > 0.1
            let plain = try x.to(.float32).relu().convolved(
                weight.to(.float32), bias: bias.to(.float32), geometry)
            let right = try (plain + addends[0].to(.float32) + addends[1].to(.float32)).relu()
            let result = try x.convolved(weight, bias: bias, geometry, parts)
            #expect(result.scalarType == .bfloat16 && result.shape == right.shape)
            #expect(try worstInProportion(result, right) < limit)
        }
    }
}
