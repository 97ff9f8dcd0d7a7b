import Testing
import Torch

/// The operations that losses are made of. Expected values are worked out by hand.
@Suite struct LossOperationTests {
    static let nan = Float.nan

    @Test func bordersAreContinued() throws {
        let x = try Tensor([1, 2, 3, 4, 5, 6], shape: [1, 1, 2, 3])
        #expect(
            try x.padded([2, 1, 0, 0], by: .reflected).floats() == [3, 2, 1, 2, 3, 2, 6, 5, 4, 5, 6, 5])
        #expect(
            try x.padded([1, 1, 1, 0], by: .replicated).floats()
                == [1, 1, 2, 3, 3, 1, 1, 2, 3, 3, 4, 4, 5, 6, 6])
    }

    @Test func eachChannelHasAKernelOfItsOwn() throws {
        let x = try Tensor([1, 2, 3, 10, 20, 30], shape: [1, 2, 1, 3])
        let kernels = try Tensor([1, -1, 1, 1], shape: [2, 1, 1, 2])
        #expect(try x.convolved(kernels, ConvolutionGeometry(groups: 2)).floats() == [-1, -1, 30, 50])
    }

    @Test func middlesLeaveOutWhatIsNotANumber() throws {
        let x = try Tensor([4, Self.nan, 2, 3, 1, Self.nan, Self.nan, Self.nan], shape: [2, 4])
        #expect(try x.median(axis: 1).floats() == [3, 1])
        #expect(try x.median(axis: 1, keepingAxes: true).shape == [2, 1])
        #expect(try x.quantile(0.25, axis: 1).floats() == [2.5, 1])
        #expect(try x.quantile(1, axis: 1, keepingAxes: true).floats() == [4, 1])
    }

    @Test func eachRowPicksItsOwn() throws {
        let x = try Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
        #expect(try x.elements(at: Tensor(integers: [2, 0], shape: [2, 1]), axis: 1).floats() == [3, 4])
    }

    @Test func maskedMeansIgnoreTheRest() throws {
        let x = try Tensor([1, 2, Self.nan, .infinity, Self.nan, 7], shape: [2, 3])
        try x.setRequiresGradient(true)
        let mask = try Tensor([1, 1, 0, 0, 0, 0], shape: [2, 3]) .> 0
        let mean = try x.mean(where: mask, [1])
        #expect(try mean.floats() == [1.5, 0])
        try mean.sum().backward()
        #expect(try x.gradient()?.floats() == [0.5, 0.5, 0, 0, 0, 0])
        // A mask for all columns.
        let column = try Tensor([0, 1], shape: [2, 1]) .> 0
        #expect(try Tensor([1, 2, 3, 5], shape: [2, 2]).mean(where: column).item() == 4)
    }

    @Test func finiteness() throws {
        #expect(try Tensor([1, -2], shape: [2]).isAllFinite())
        #expect(try Tensor([1, Self.nan], shape: [2]).isAllFinite() == false)
        #expect(try Tensor([-.infinity, 0], shape: [2]).isAllFinite() == false)
    }

    @Test func gradientsOfWhatLossesUse() throws {
        func gradient(_ values: [Float], _ loss: (Tensor) throws -> Tensor) throws -> [Float] {
            let x = try Tensor(values, shape: [values.count])
            try x.setRequiresGradient(true)
            try loss(x).sum().backward()
            return try x.gradient()?.floats() ?? []
        }
        #expect(try gradient([-2, 3]) { try $0.abs() } == [-1, 1])
        #expect(try gradient([2, 3]) { try $0.pow(3) } == [12, 27])
        #expect(try gradient([4, 9]) { try $0.reciprocal() } == [-1 / 16, -1 / 81])
        #expect(try gradient([3, 1, 2]) { try $0.median(axis: 0) } == [0, 0, 1])
        #expect(try gradient([3, 1, 2, 0]) { try $0.smallest(2, axis: 0) } == [0, 1, 0, 0])
        #expect(try gradient([3, 1]) { try $0.sorted(axis: 0).values.narrowed(0, from: 0, count: 1) } == [0, 1])
    }
}
