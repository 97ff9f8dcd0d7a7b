import Foundation
import Testing
import Torch

@Suite struct RecomputationTests {
    /// Three layers with tanh between, and noise drawn inside each.
    struct Network {
        let weights: [Tensor]

        init() throws {
            weights = try (0..<3).map { layer in
                let values = (0..<64).map { Float(($0 * 37 + layer * 11) % 29) / 29 - 0.5 }
                let weight = try Tensor(values, shape: [8, 8])
                try weight.setRequiresGradient(true)
                return weight
            }
        }

        func layer(_ index: Int, _ x: Tensor) throws -> Tensor {
            let noise = try Tensor.randomNormal([4, 8])
            return try (x.matmul(weights[index]) + noise.to(x.scalarType) * 0.1).tanh()
        }

        func gradients() throws -> [[Float]] { try weights.map { try #require(try $0.gradient()).floats() } }
    }

    struct Outcome: Equatable {
        let loss: Double
        let gradients: [[Float]]
        let input: [Float]
    }

    static func input() throws -> Tensor {
        try Tensor((0..<32).map { Float($0 % 7) / 7 }, shape: [4, 8])
    }

    /// Random numbers are shared by the process, and other test targets draw and restore them without asking: one undisturbed
    /// attempt is enough, as a state that recomputing does not take up again would differ in every one.
    @Test(arguments: [ScalarType.float32, .bfloat16])
    func gradientsAreExactlyThoseWithoutIt(type: ScalarType) throws {
        func run(checkpointing: Bool) throws -> Outcome {
            let network = try Network()
            let start = try Self.input()
            try start.setRequiresGradient(true)
            let loss = try withAutocast(type, on: .cpu) {
                var x = start
                for index in 0..<3 {
                    x =
                        checkpointing
                        ? try checkpointed([x]) { [try network.layer(index, $0[0])] }[0] : try network.layer(index, x)
                }
                return try x.to(.float32).squared().sum()
            }
            try loss.backward()
            return Outcome(
                loss: try loss.item(), gradients: try network.gradients(),
                input: try #require(try start.gradient()).floats())
        }
        let areEqual = try (0..<50).contains { _ in
            try RandomNumbers.alone {
                let state = try RandomState.current()
                let plain = try run(checkpointing: false)
                try RandomState.restore(state)
                let recomputed = try run(checkpointing: true)
                return plain == recomputed
            }
        }
        #expect(areEqual)
    }

    @Test func parametersAreReachedFromInputsThatRequireNothing() throws {
        let weight = try Tensor([2], shape: [1])
        try weight.setRequiresGradient(true)
        let output = try checkpointed([Tensor([3], shape: [1])]) { [try $0[0] * weight, try $0[0] + 1] }
        #expect(output.count == 2 && output.allSatisfy(\.requiresGradient))
        try output[0].sum().backward()
        #expect(try weight.gradient()?.floats() == [3])
    }

    @Test func recomputationNests() throws {
        let x = try Tensor([0.5], shape: [1])
        try x.setRequiresGradient(true)
        let y = try checkpointed([x]) { outer in
            try checkpointed([try outer[0].squared()]) { [try $0[0].exp()] }.map { try $0 * 2 }
        }[0]
        try y.sum().backward()
        // d/dx 2·exp(x²) = 4x·exp(x²)
        #expect(abs(try (x.gradient()?.item() ?? 0) - 2 * exp(0.25)) < 1e-6)
    }

    /// In a process of its own, where nothing else allocates.
    @Test func activationsAreNotKept() async {
        await #expect(processExitsWith: .success) {
            // Eight sines keep their eight inputs, seven of them new.
            let plain = try RecomputationTests.buffersKept(checkpointing: false)
            let recomputed = try RecomputationTests.buffersKept(checkpointing: true)
            precondition(plain >= 7 && recomputed <= 2, "\(plain) and \(recomputed) buffers")
        }
    }

    /// How many large buffers lie between the passes, from the resident size of the process.
    private static func buffersKept(checkpointing: Bool) throws -> Int {
        let elements = 4 << 20
        let x = try Tensor.zeros([elements])
        try x.setRequiresGradient(true)
        let before = try residentBytes()
        let body: ([Tensor]) throws -> [Tensor] = { inputs in
            var y = inputs[0]
            for _ in 0..<8 { y = try y.sin() }
            return [y]
        }
        let loss = try (checkpointing ? checkpointed([x], body) : body([x]))[0].sum()
        let grown = try residentBytes() - before
        try loss.backward()
        return grown / (4 * elements)
    }

    @Test func nothingIsKeptWhereNothingIsRecorded() throws {
        let weight = try Tensor([2], shape: [1])
        try weight.setRequiresGradient(true)
        let output = try withoutGradients { try checkpointed([Tensor([3], shape: [1])]) { [try $0[0] * weight] }[0] }
        #expect(!output.requiresGradient)
        #expect(try output.item() == 6)
    }

    @Test func theComputationIsFreedWithTheGraph() throws {
        final class Token {}
        weak var alive: Token?
        do {
            let token = Token()
            alive = token
            let output = try checkpointed([Tensor([1], shape: [1])]) {
                _ = token
                return [try $0[0] + 1]
            }
            #expect(output[0].requiresGradient)
        }
        #expect(alive == nil)
    }

    @Test func errorsComeOutOfBothRuns() throws {
        struct Refusal: Error, Equatable {}
        let x = try Tensor([1], shape: [1])
        #expect(throws: Refusal()) { _ = try checkpointed([x]) { _ in throw Refusal() } }

        var runs = 0
        let output = try checkpointed([x]) { inputs in
            runs += 1
            if runs == 2 { _ = try Tensor.empty([1 << 50]) }
            return [try inputs[0] + 1]
        }
        let error = #expect(throws: TorchError.self) { try output[0].sum().backward() }
        #expect(error?.code == .outOfMemory)
        #expect(runs == 2)
    }

    private static func residentBytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
        return try #require(Int(line.split(separator: " ").dropFirst().first?.description ?? "")) * 1024
    }
}
