import Foundation
import Testing
import Torch

/// What a training loop needs beside single gradients.
@Suite struct TrainingTests {
    @Test func derivativeOfSeveralNumbers() throws {
        let x = try Tensor([1, 2], shape: [2])
        try x.setRequiresGradient(true)
        try x.squared().backward(gradient: Tensor([10, 100], shape: [2]))
        #expect(try x.gradient()?.floats() == [20, 400])
        // A second pass adds.
        try x.squared().backward(gradient: Tensor([1, 1], shape: [2]))
        #expect(try x.gradient()?.floats() == [22, 404])
    }

    @Test func averagesMoveTowardsTheirSources() throws {
        let averages = [try Tensor([0, 10], shape: [2]), try Tensor([1], shape: [1])]
        let sources = [try Tensor([1, 20], shape: [2]), try Tensor([3], shape: [1])]
        try sources[0].setRequiresGradient(true)
        try Tensor.moveAverages(averages, towards: sources, decay: 0.75)
        #expect(try averages.map { try $0.floats() } == [[0.25, 12.5], [1.5]])
        #expect(!averages[0].requiresGradient)
    }

    @Test func gradientsThatAreNotFiniteAreReportedAndLeft() throws {
        let a = try Tensor([1], shape: [1])
        try a.setRequiresGradient(true)
        try a.setGradient(Tensor([.infinity], shape: [1]))
        #expect(try clipGradientNorm([a], maximum: 1).isFinite == false)
        let parameterWithoutGradient = try Tensor([1], shape: [1])
        #expect(try clipGradientNorm([parameterWithoutGradient], maximum: 1) == 0)
    }

    @Test func adamGoesOnFromItsState() throws {
        func run(interruptedAfter interruption: Int?) throws -> [Float] {
            var x = try Tensor([5, -3], shape: [2])
            try x.setRequiresGradient(true)
            var adam = try Adam([x], settings: .init(learningRate: 0.1))
            for step in 0..<10 {
                if step == interruption {
                    let states = adam.states
                    x = try withoutGradients { try x.cloned() }
                    try x.setRequiresGradient(true)
                    adam = try Adam([x], settings: .init(learningRate: 0.1))
                    try adam.restore(states)
                }
                try adam.clearGradients()
                try (x.squared() * 0.5).sum().backward()
                try adam.step()
            }
            return try x.floats()
        }
        let undisturbed = try run(interruptedAfter: nil)
        #expect(try run(interruptedAfter: 4) == undisturbed)
    }

    @Test func adamRefusesAStateOfOtherParameters() throws {
        let one = try Adam([try Tensor([1], shape: [1])], settings: .init(learningRate: 1))
        let two = try Adam([try Tensor([1, 2], shape: [2])], settings: .init(learningRate: 1))
        #expect(throws: TorchError.self) { try two.restore(one.states) }
        #expect(throws: TorchError.self) { try two.restore([]) }
    }

    @Test func randomNumbersGoOnFromAState() throws {
        // Other test targets draw from the same generator without asking: one undisturbed attempt is enough.
        let wentOn = try (0..<50).contains { _ in
            try RandomNumbers.alone {
                let state = try RandomState.current()
                let first = try Tensor.randomNormal([5]).floats()
                try RandomState.restore(state)
                return try Tensor.randomNormal([5]).floats() == first
            }
        }
        #expect(wentOn)
    }

    @Test func bytesThatAreNoRandomStateAreRefused() throws {
        try RandomNumbers.alone {
            let state = try RandomState.current()
            #expect(throws: TorchError.self) { try RandomState.restore(Tensor(uint8: [1, 2], shape: [2])) }
            let scrambled = try Tensor(uint8: state.bytes().map { ~$0 }, shape: state.shape)
            #expect(throws: TorchError.self) { try RandomState.restore(scrambled) }
        }
        // What is refused changes nothing; as above, in one attempt that nobody disturbs.
        let stayed = try (0..<50).contains { _ in
            try RandomNumbers.alone {
                let state = try RandomState.current()
                try? RandomState.restore(Tensor(uint8: [1, 2], shape: [2]))
                return try RandomState.current().bytes() == state.bytes()
            }
        }
        #expect(stayed)
    }

    @Test func deterministicKernelsGiveTheSameNumbers() throws {
        func sum() throws -> Double {
            let image = try Tensor((0..<256).map { Float($0) / 256 }, shape: [1, 1, 16, 16])
            return try image.resizedBilinear(rows: 5, columns: 7).sum().item()
        }
        let usual = try sum()
        try LibTorch.setDeterministic(true)
        defer { try? LibTorch.setDeterministic(false) }
        #expect(try sum() == usual)
    }
}
