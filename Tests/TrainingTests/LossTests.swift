import Foundation
import Scenes
import Testing
import Torch
import Training

/// Against values that Scripts/training-losses.py works out with NumPy and SciPy.
@Suite struct LossTests {
    private struct Case: Decodable {
        let rows: Int
        let columns: Int
        let prediction: [Float]
        let target: [Float]
        let mask: [Float]
        let values: [String: Double]

        func pair(requiringGradient: Bool = false) throws -> InverseDepthPair {
            let shape = [1, 1, rows, columns]
            let prediction = try Tensor(prediction, shape: shape)
            if requiringGradient { try prediction.setRequiresGradient(true) }
            return InverseDepthPair(
                prediction: prediction, target: try Tensor(target, shape: shape), mask: try Tensor(mask, shape: shape))
        }
    }

    private static func cases() throws -> [Case] {
        let url = try #require(Bundle.module.url(forResource: "Resources/losses", withExtension: "json"))
        return try JSONDecoder().decode([Case].self, from: Data(contentsOf: url))
    }

    @Test(arguments: LossTerm.allCases) func agreesWithIndependentValues(term: LossTerm) throws {
        for example in try Self.cases() {
            let value = try term(example.pair()).item()
            let expected = try #require(example.values[term.rawValue])
            // Sums of a few thousand float32 numbers.
            #expect(abs(value - expected) < 1e-5 * max(1, expected), "\(term) of \(example.rows) rows")
        }
    }

    @Test(arguments: [LossTerm.mae, .ssiMAE]) func trimsTheLargestErrors(term: LossTerm) throws {
        for example in try Self.cases() {
            let value = try term(example.pair(), trimming: 0.2).item()
            let expected = try #require(example.values["\(term.rawValue) trimmed"])
            #expect(abs(value - expected) < 1e-5 * max(1, expected), "\(term) of \(example.rows) rows")
        }
    }

    @Test func imagesOfABatchDoNotMix() throws {
        let example = try Self.cases()[1]
        let one = try example.pair()
        let none = try Tensor.zeros(one.mask.shape)
        let both = InverseDepthPair(
            prediction: try .concatenated([one.prediction, one.prediction * 3], axis: 0),
            target: try .concatenated([one.target, one.target], axis: 0),
            mask: try .concatenated([one.mask, none], axis: 0))
        for term in LossTerm.allCases {
            let values = try term(both, trimming: 0.2).floats()
            #expect(abs(Double(values[0]) - (try term(one, trimming: 0.2).item())) < 1e-6)
            #expect(values[1] == 0, "an image without a known pixel costs nothing")
        }
    }

    /// Not of the losses that take a median for a constant.
    @Test(arguments: LossTerm.allCases.filter { $0 != .scaledRootMAE && $0 != .logShape })
    func gradientsAreThoseOfTheValues(term: LossTerm) throws {
        let example = try Self.cases()[2]
        let pair = try example.pair(requiringGradient: true)
        try term(pair, trimming: 0.2).sum().backward()
        let gradient = try #require(try pair.prediction.gradient()).floats()
        #expect(gradient.allSatisfy { $0.isFinite })
        // Along a smooth direction, so that the kinks of absolute values average out.
        var generator = SeededGenerator(seed: 5)
        let direction = gradient.map { $0 + Float.random(in: -0.01...0.01, using: &generator) * 0.01 }
        let size = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let step: Float = 3e-4
        func value(at offset: Float) throws -> Double {
            let moved = zip(example.prediction, direction).map { $0 + offset * $1 / size }
            return try term(
                InverseDepthPair(
                    prediction: Tensor(moved, shape: pair.prediction.shape), target: pair.target, mask: pair.mask),
                trimming: 0.2
            ).item()
        }
        let slope = try (value(at: step) - value(at: -step)) / Double(2 * step)
        let expected = Double(zip(gradient, direction).reduce(0) { $0 + $1.0 * $1.1 } / size)
        // float32 differences over 6e-4, and pixels whose error changes sign in between.
        #expect(abs(slope - expected) < 0.06 * abs(expected) + 1e-3, "\(slope) and \(expected)")
    }

    /// As many pixels pull the logarithms up as down, so that the shape's loss leaves the scale to the scale's.
    @Test func shapeDoesNotPullTheScale() throws {
        for example in try Self.cases() {
            let pair = try example.pair(requiringGradient: true)
            try LossTerm.logShape(pair).sum().backward()
            let gradient = try #require(try pair.prediction.gradient())
            // By logarithms of Ĉ + ε each known pixel's is 1/N either way, and 0 at the median itself.
            let pulls = try gradient * (pair.prediction.detached() + 0.01)
            let known = try pair.mask.sum().item()
            #expect(try abs(pulls.sum().item()) < 1.5 / known)
            #expect(try abs(pulls.abs().sum().item() - 1) < 1.5 / known)
        }
    }

    /// The whole image farther by one factor: the scale's loss alone sees it.
    @Test func scaleDoesNotChangeTheShape() throws {
        let example = try Self.cases()[1]
        let pair = try example.pair()
        let farther = InverseDepthPair(
            prediction: try (pair.prediction + 0.01) * 0.5 - 0.01, target: pair.target, mask: pair.mask)
        #expect(try abs(LossTerm.logShape(farther).item() - LossTerm.logShape(pair).item()) < 1e-5)
        #expect(try abs(LossTerm.logScale(farther).item() - LossTerm.logScale(pair).item()) > 0.1)
    }

    @Test func normalizationIgnoresScaleAndShift() throws {
        let pair = try Self.cases()[0].pair()
        let moved = InverseDepthPair(
            prediction: try pair.prediction * 3.5 + 0.25, target: pair.target, mask: pair.mask)
        for term in [LossTerm.ssiMAE, .ssiMAGE] {
            // Rounding of the shifted values.
            #expect(abs(try term(pair).item() - term(moved).item()) < 1e-4)
        }
    }

    @Test func fieldOfViewLossIsSquaredDegrees() throws {
        let loss = try FieldOfViewLoss.squaredError(Tensor([60, 40], shape: [2]), Tensor([57, 44], shape: [2]))
        #expect(try loss.floats() == [9, 16])
    }
}
