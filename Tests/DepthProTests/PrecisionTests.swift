import DepthPro
import Testing
import Torch

/// What `auto` is on machines of every kind, wherever the test runs.
@Suite struct PrecisionTests {
    @Test(arguments: [
        (Device.Kind.cpu, false, Precision.float32), (.cpu, true, .bfloat16), (.cuda, false, .float16),
        (.cuda, true, .float16), (.mps, false, .float16),
    ])
    func automaticIsTheFastestWithinTheLimits(kind: Device.Kind, multipliesBFloat16: Bool, expected: Precision) {
        #expect(Precision.best(on: kind, .init(multipliesBFloat16: multipliesBFloat16)) == expected)
    }

    @Test func automaticMeansWhatItChooses() throws {
        let chosen = Precision.best(on: .cpu, .current)
        #expect(try Precision.automatic.types(on: .cpu) == chosen.types(on: .cpu))
    }

    /// Emulated bfloat16 is many times slower: without instructions only the weights are kept so.
    @Test func bfloat16IsComputedWhereTheProcessorDoes() throws {
        let types = try Precision.bfloat16.types(on: .cpu)
        #expect(types.weights == .bfloat16)
        #expect(types.arithmetic == (Precision.Machine.current.multipliesBFloat16 ? .bfloat16 : .float32))
    }
}
