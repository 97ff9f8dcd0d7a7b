import Testing
import Torch

/// Attention that is differentiated.
@Suite struct AttentionGradientTests {
    private func result(
        of operands: [Tensor], automatically: Bool
    ) throws -> (value: [Float], gradients: [[Float]]) {
        for operand in operands {
            try operand.setGradient(nil)
            try operand.setRequiresGradient(true)
        }
        let attend = { try Tensor.attention(query: operands[0], key: operands[1], value: operands[2]) }
        let value = try automatically ? withAutocast(.bfloat16, on: .cpu, attend) : attend()
        try value.to(.float32).sin().sum().backward()
        return (
            try value.detached().to(.float32).floats(),
            try operands.map { try #require(try $0.gradient()).to(.float32).floats() }
        )
    }

    /// Operands in bfloat16, and operands in float32 under autocast, are differentiated as float32.
    @Test(arguments: [false, true]) func bfloat16IsDifferentiatedAsFloat32(automatically: Bool) throws {
        let shape = [2, 3, 17, 16]
        let rounded = try RandomNumbers.alone {
            LibTorch.seed(1)
            return try (0..<3).map { _ in try Tensor.randomNormal(shape).to(.bfloat16) }
        }
        let wide = try rounded.map { try $0.to(.float32) }
        let expected = try result(of: wide.map { try $0.detached().cloned() }, automatically: false)
        let found = try result(of: automatically ? wide : rounded, automatically: automatically)
        // Operands in bfloat16 keep eight bits: a number between 2 and 4 is off by 0.0078 from rounding alone, so larger ones
        // count in proportion; a product in bfloat16 would be off by more than that in some of 1632 sums.
        func isNear(_ a: Float, _ b: Float) -> Bool { abs(a - b) < 0.008 * max(1, abs(b)) }
        for (one, other) in zip(found.value, expected.value) { #expect(isNear(one, other)) }
        for (one, other) in zip(found.gradients, expected.gradients) {
            for (a, b) in zip(one, other) { #expect(isNear(a, b)) }
        }
    }
}
