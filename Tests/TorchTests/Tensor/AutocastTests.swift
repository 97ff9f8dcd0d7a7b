import Testing
import Torch

@Suite struct AutocastTests {
    private func weight() throws -> Tensor {
        let weight = try Tensor((0..<16).map { Float($0) / 7 }, shape: [4, 4])
        try weight.setRequiresGradient(true)
        return weight
    }

    @Test(arguments: [ScalarType.bfloat16, .float16]) func productsAreComputedInHalfPrecision(type: ScalarType) throws {
        let weight = try weight()
        let x = try Tensor.ones([2, 4])
        let product = try withAutocast(type, on: .cpu) {
            #expect(try withAutocast(.float32, on: .cpu) { try x.matmul(weight) }.scalarType == .float32)
            return try x.matmul(weight)
        }
        #expect(product.scalarType == type)
        #expect(try x.matmul(weight).scalarType == .float32)
        try product.to(.float32).sum().backward()
        #expect(weight.scalarType == .float32)
        #expect(try weight.gradient()?.floats() == [Float](repeating: 2, count: 16))
    }

    @Test func nothingIsLeftOnAfterAThrow() throws {
        struct Refusal: Error {}
        #expect(throws: Refusal.self) { try withAutocast(.bfloat16, on: .cpu) { throw Refusal() } }
        let x = try Tensor.ones([2, 2])
        #expect(try x.matmul(x).scalarType == .float32)
    }

    /// A weight cast once is used again, so one cast where nothing is recorded would cut off the gradient.
    @Test func weightsCastWithoutGradientsDoNotSpoilLaterOnes() throws {
        let weight = try weight()
        let x = try Tensor.ones([2, 4])
        try withAutocast(.bfloat16, on: .cpu) {
            _ = try withoutGradients { try x.matmul(weight) }
            _ = try withInferenceMode { try x.matmul(weight) }
            _ = try checkpointed([x]) { [try $0[0].matmul(weight)] }
            return try x.matmul(weight).to(.float32).sum()
        }.backward()
        #expect(try weight.gradient() != nil)
    }
}
