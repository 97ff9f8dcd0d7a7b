import Foundation
import TestSupport
import Testing
import Torch

/// Against PyTorch's own (Scripts/training-muon.py), and what must hold of any step.
@Suite struct MuonTests {
    private struct Golden: Decodable {
        var cases: [Case]

        struct Case: Decodable {
            var rows, columns: Int
            var rate: Double
            var begin, end: [Float]
            var gradients: [[Float]]
        }
    }

    private static func golden() throws -> [Golden.Case] {
        let url = try #require(Bundle.module.url(forResource: "muon", withExtension: "json", subdirectory: "Resources"))
        return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url)).cases
    }

    @Test func stepsAsPyTorchDoes() throws {
        for value in try Self.golden() {
            let shape = [value.rows, value.columns]
            let x = try Tensor(value.begin, shape: shape)
            try x.setRequiresGradient(true)
            let muon = try Muon([Muon.Matrix(x)], learningRate: value.rate)
            for gradient in value.gradients {
                try x.setGradient(Tensor(gradient, shape: shape))
                try muon.step()
            }
            // PyTorch's products are in bfloat16, with 8 bits: an element of an orthogonal matrix, below 1, is off by some
            // hundredths after fifteen of them.
            let size = 0.2 * Double(shape.max() ?? 1).squareRoot()
            let tolerance = 0.04 * value.rate * size * Double(value.gradients.count)
            for (own, other) in zip(try x.floats(), value.end) {
                #expect(abs(Double(own - other)) < tolerance, "\(shape): \(own), not \(other)")
            }
        }
    }

    @Test(arguments: [[4, 9], [9, 4], [6, 6]]) func stepsHaveSingularValuesNearOne(_ shape: [Int]) throws {
        // A matrix whose directions differ a thousandfold in strength.
        var random = SeededGenerator(seed: UInt64(shape[0]))
        let noise = (0..<shape[0] * shape[1]).map { _ in Float.random(in: -1...1, using: &random) }
        let strength = (0..<shape[0]).map { Float(pow(10, -3 * Double($0) / Double(shape[0]))) }
        let matrix = try Tensor(noise, shape: shape) * Tensor(strength, shape: [shape[0], 1])
        let step = try Muon.orthogonal(matrix.reshaped([1] + shape), .float32).reshaped(shape)
        // The smaller of both products has the squares of the singular values as eigenvalues; they lie within its
        // Gershgorin discs, and their sum is its trace.
        let square =
            try shape[0] <= shape[1]
            ? step.matmul(step.transposed(0, 1)) : step.transposed(0, 1).matmul(step)
        let side = shape.min() ?? 0
        let values = try square.floats()
        let trace = (0..<side).reduce(Float(0)) { $0 + values[$1 * side + $1] }
        #expect(trace / Float(side) > 0.5 && trace / Float(side) < 1.5, "mean square \(trace / Float(side))")
        // No direction grows beyond 1.25.
        var direction = try Tensor.ones([side, 1])
        for _ in 0..<50 {
            direction = try square.matmul(direction)
            direction = try direction / direction.squared().sum().sqrt()
        }
        let largest = try square.matmul(direction).squared().sum().sqrt().item()
        #expect(largest < 1.25 * 1.25)
    }

    @Test func partsAreStepsOfTheirOwn() throws {
        let values = (0..<24).map { Float(($0 * 7) % 11) - 5 }
        func moved(_ values: [Float], rows: Int, parts: Int) throws -> [Float] {
            let x = try Tensor.zeros([rows, 4])
            try x.setRequiresGradient(true)
            try x.setGradient(Tensor(values, shape: [rows, 4]))
            try Muon([Muon.Matrix(x, parts: parts)], learningRate: 1).step()
            return try x.floats()
        }
        let halves = try moved(Array(values[..<12]), rows: 3, parts: 1) + moved(Array(values[12...]), rows: 3, parts: 1)
        for (whole, half) in zip(try moved(values, rows: 6, parts: 2), halves) {
            // Batched products may add in another order.
            #expect(abs(whole - half) < 1e-5)
        }
    }

    @Test func goesOnFromItsState() throws {
        func run(interruptedAfter interruption: Int?) throws -> [Float] {
            var x = try Tensor([5, -3, 1, 2, 0, 4], shape: [2, 3])
            try x.setRequiresGradient(true)
            var muon = try Muon([Muon.Matrix(x)], learningRate: 0.1)
            for step in 0..<8 {
                if step == interruption {
                    let states = muon.states
                    x = try withoutGradients { try x.cloned() }
                    try x.setRequiresGradient(true)
                    muon = try Muon([Muon.Matrix(x)], learningRate: 0.1)
                    try muon.restore(states)
                }
                try muon.clearGradients()
                try (x.squared() * 0.5).sum().backward()
                try muon.step()
            }
            return try x.floats()
        }
        #expect(try run(interruptedAfter: 3) == run(interruptedAfter: nil))
    }

    @Test func refusesAStateOfOtherParameters() throws {
        let one = try Muon([Muon.Matrix(Tensor.zeros([2, 3]))], learningRate: 1)
        let two = try Muon([Muon.Matrix(Tensor.zeros([3, 3]))], learningRate: 1)
        #expect(throws: TorchError.self) { try two.restore(one.states) }
        #expect(throws: TorchError.self) { try two.restore([[:]]) }
    }
}
