import Foundation
import Testing
import Torch

@Suite struct AutogradTests {
    @Test func derivativeOfASquare() throws {
        let x = try Tensor([1, -2, 3], shape: [3])
        try x.setRequiresGradient(true)
        try x.squared().sum().backward()
        #expect(try x.gradient()?.floats() == [2, -4, 6])
    }

    @Test func nothingIsRecordedWithoutGradients() throws {
        let x = try Tensor(1)
        try x.setRequiresGradient(true)
        try withoutGradients {
            let unrecorded = try x * 2
            #expect(!unrecorded.requiresGradient)
            #expect(try withGradients { try (x * 2).requiresGradient })
        }
        #expect(try (x * 2).requiresGradient)
        #expect(try withInferenceMode { try (x * 2).requiresGradient } == false)
    }

    @Test(arguments: [true, false]) func adamFindsAMinimum(decoupled: Bool) throws {
        let x = try Tensor([5, -3], shape: [2])
        try x.setRequiresGradient(true)
        let target = try Tensor([1, 2], shape: [2])
        var settings = Adam.Settings(learningRate: 0.1)
        settings.isDecayDecoupled = decoupled
        let adam = try Adam([x], settings: settings)
        for _ in 0..<400 {
            try adam.clearGradients()
            try (x - target).squared().sum().backward()
            try adam.step()
        }
        let found = try x.floats()
        // Adam at a fixed rate circles the minimum within about its rate times a small factor.
        #expect(abs(found[0] - 1) < 0.02 && abs(found[1] - 2) < 0.02)
    }

    @Test func gradientsAreClippedTogether() throws {
        let a = try Tensor([3], shape: [1])
        let b = try Tensor([4], shape: [1])
        for parameter in [a, b] { try parameter.setRequiresGradient(true) }
        try (a.squared() * 0.5 + b.squared() * 0.5).sum().backward()
        #expect(try clipGradientNorm([a, b], maximum: 1) == 5)
        #expect(abs(try (a.gradient()?.item() ?? 0) - 0.6) < 1e-5)
    }
}
