import Foundation
import Testing
import Torch

@Suite struct TensorTests {
    @Test func holdsWhatItIsGiven() throws {
        let tensor = try Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
        #expect(tensor.shape == [2, 3])
        #expect(tensor.strides == [3, 1])
        #expect(tensor.scalarType == .float32)
        #expect(tensor.device == .cpu)
        #expect(try tensor.transposed(0, 1).floats() == [1, 4, 2, 5, 3, 6])
        #expect(try tensor.transposed(0, 1).isContiguous == false)
    }

    @Test func emptyAndScalarTensors() throws {
        #expect(try Tensor([Float](), shape: [0, 3]).floats().isEmpty)
        #expect(try Tensor(2.5).item() == 2.5)
        #expect(try Tensor(2.5).shape == [])
    }

    @Test(arguments: [ScalarType.float64, .float16, .bfloat16, .int64, .int32, .int16, .int8, .uint8])
    func everyTypeRoundTrips(type: ScalarType) throws {
        let tensor = try Tensor([0, 1, 2, 100], shape: [4]).to(type)
        #expect(tensor.scalarType == type)
        #expect(try tensor.floats() == [0, 1, 2, 100])
    }

    @Test func elementwiseArithmetic() throws {
        let a = try Tensor([1, 2, 3], shape: [3])
        let b = try Tensor([4, 5, 6], shape: [3])
        #expect(try (a + b * 2 - 1).floats() == [8, 11, 14])
        #expect(try (a / b).floats() == [0.25, 0.4, 0.5])
        #expect(try a.addingProduct(a, b).floats() == [5, 12, 21])
        #expect(try (a .> 1.5).floats() == [0, 1, 1])
        #expect(try Tensor.where(a .> b, a, b).floats() == [4, 5, 6])
        #expect(try a.clamped(1.5, nil).floats() == [1.5, 2, 3])
        #expect(try (-a).abs().floats() == [1, 2, 3])
    }

    @Test func inPlaceChangesAreSeenByViews() throws {
        let a = try Tensor([1, 2, 3, 4], shape: [2, 2])
        let row = try a.selected(0, 1)
        try row += 10.0
        #expect(try a.floats() == [1, 2, 13, 14])
    }

    @Test func reductions() throws {
        let a = try Tensor([3, 1, 2, 6, 5, 4], shape: [2, 3])
        #expect(try a.sum().item() == 21)
        #expect(try a.mean([1]).floats() == [2, 5])
        #expect(try a.max([0]).floats() == [6, 5, 4])
        #expect(try a.median().item() == 3)
        #expect(try a.smallest(2, axis: 1).floats() == [2, 5])
        #expect(try a.sorted(axis: 1).indices.integers() == [1, 2, 0, 2, 1, 0])
    }

    @Test func shapes() throws {
        let a = try Tensor.range(to: 24).reshaped([2, 3, 4])
        #expect(try a.permuted([2, 0, 1]).shape == [4, 2, 3])
        #expect(try a.narrowed(2, from: 1, count: 2).shape == [2, 3, 2])
        #expect(try Tensor.concatenated([a, a], axis: 1).shape == [2, 6, 4])
        #expect(try a.padded([1, 0, 0, 2]).shape == [2, 5, 5])
        #expect(try a.gathered(2, Tensor(integers: [3, 0], shape: [2])).floats().prefix(4) == [3, 0, 7, 4])
    }

    @Test func handlesAreFreed() throws {
        _ = try Tensor(0)
        let before = LibTorch.liveTensorCount
        for _ in 0..<10 {
            let a = try Tensor.zeros([8])
            _ = try (a + a).exp()
        }
        // Other suites run beside this one and hold tensors of their own, so only growth by ours would show.
        #expect(LibTorch.liveTensorCount - before < 30)
    }

    @Test func borrowedMemoryLivesAsLongAsItsViews() throws {
        final class Owner { let memory = UnsafeMutablePointer<Float>.allocate(capacity: 4) }
        var owner: Owner? = Owner()
        weak let alive = owner
        for i in 0..<4 { owner?.memory[i] = Float(i) }
        var view: Tensor?
        do {
            let held = try #require(owner)
            let tensor = try Tensor.borrowing(
                held.memory, shape: [2, 2], strides: [2, 1], type: .float32, owner: held)
            view = try tensor.selected(0, 1)
        }
        owner = nil
        #expect(alive != nil)
        #expect(try view?.floats() == [2, 3])
        view = nil
        #expect(alive == nil)
    }

    @Test func misuseTrapsWithBothShapes() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Tensor.zeros([2, 3]).matmul(Tensor.zeros([4, 5]))
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("matmul"))
        #expect(text.contains("[2, 3] float32") && text.contains("[4, 5] float32"))
    }

    @Test func exhaustedMemoryIsThrownAndTheProcessGoesOn() throws {
        let error = #expect(throws: TorchError.self) { _ = try Tensor.empty([1 << 50]) }
        #expect(error?.code == .outOfMemory)
        #expect(try Tensor(1).item() == 1)
    }
}
