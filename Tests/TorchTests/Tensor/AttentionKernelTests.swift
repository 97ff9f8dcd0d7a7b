import Testing
import Torch

/// The kernel of our own against softmax and two matrix products.
@Suite struct AttentionKernelTests {
    /// Tokens, channels: one token, less than a vector, whole and broken groups of rows, keys and channels.
    static let shapes = [(1, 8), (3, 5), (6, 16), (7, 64), (50, 24), (97, 64), (577, 64), (130, 80)]

    private static func normal(_ shape: [Int]) throws -> Tensor {
        try RandomNumbers.alone { try Tensor.randomNormal(shape) }
    }

    private func expected(_ query: Tensor, _ key: Tensor, _ value: Tensor) throws -> Tensor {
        let scores = try query.matmul(key.transposed(2, 3)) / Double(query.shape[3]).squareRoot()
        let weights = try (scores - scores.max([3], keepingAxes: true)).exp()
        return try (weights / weights.sum([3], keepingAxes: true)).matmul(value)
    }

    /// Query, key and value lie within one tensor, as a transformer's projection leaves them.
    private func operands(_ tokens: Int, _ channels: Int, type: ScalarType = .float32) throws -> [Tensor] {
        let whole = try (Self.normal([2, tokens, 3, 3, channels]) * 1.7).to(type)
        let split = try whole.permuted([2, 0, 3, 1, 4])
        return try (0..<3).map { try split.selected(0, $0) }
    }

    @Test(arguments: shapes) func equalsTheDefinition(tokens: Int, channels: Int) throws {
        try withInferenceMode {
            let parts = try operands(tokens, channels)
            let attended = try Tensor.attention(query: parts[0], key: parts[1], value: parts[2])
            let worst = try (attended - expected(parts[0], parts[1], parts[2])).abs().max().item()
            // Scores reach 15 and values 7, in single precision here and there; a wrong term is off by 1e-3 and more.
            #expect(worst < 3e-5)
        }
    }

    @Test func keysOfAnotherNumberThanQueries() throws {
        try withInferenceMode {
            let query = try Self.normal([1, 2, 11, 16])
            let key = try Self.normal([1, 2, 29, 16])
            let value = try Self.normal([1, 2, 29, 16])
            let worst = try (Tensor.attention(query: query, key: key, value: value) - expected(query, key, value)).abs()
                .max().item()
            #expect(worst < 3e-6)
        }
    }

    /// Scores far apart: all weight on one key, and no overflow on the way.
    @Test func largeScores() throws {
        try withInferenceMode {
            let parts = try operands(40, 32).map { try $0 * 30 }
            let attended = try Tensor.attention(query: parts[0], key: parts[1], value: parts[2])
            let worst = try (attended - expected(parts[0], parts[1], parts[2])).abs().max().item()
            // Weights carry the scores' rounding: scores near 10^4, values near 50.
            #expect(try attended.isAllFinite() && worst < 0.3)
        }
    }

    @Test(arguments: [(97, 64), (1, 8), (50, 23), (577, 64)])
    func bfloat16RoundsItsResult(tokens: Int, channels: Int) throws {
        try withInferenceMode {
            let parts = try operands(tokens, channels, type: .bfloat16)
            let attended = try Tensor.attention(query: parts[0], key: parts[1], value: parts[2])
            #expect(attended.scalarType == .bfloat16)
            let wide = try parts.map { try $0.to(.float32) }
            let right = try expected(wide[0], wide[1], wide[2])
            // Half a unit in the last of 8 binary places, of values up to 8: 0.016. Kernels that multiply pairs of bfloat16
            // round the weights as well, to 0.002 of themselves.
            #expect(try (attended.to(.float32) - right).abs().max().item() < 0.03)
        }
    }

    /// Where gradients are wanted libtorch's operator computes, and they are right.
    @Test func gradientsPass() throws {
        let query = try Self.normal([1, 1, 4, 8])
        let key = try Self.normal([1, 1, 4, 8])
        let value = try Self.normal([1, 1, 4, 8])
        try value.setRequiresGradient(true)
        try Tensor.attention(query: query, key: key, value: value).sum().backward()
        // Each row of weights sums to one, and so does what all rows give to all values, over four rows.
        let gradient = try #require(try value.gradient())
        #expect(abs(try gradient.sum().item() - 4 * 8) < 1e-4)
    }
}
