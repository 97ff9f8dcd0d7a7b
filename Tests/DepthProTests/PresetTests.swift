import DepthPro
import Testing
import Torch

@Suite struct PresetTests {
    /// Gives every tensor as one number repeated, and counts.
    private final class Counter: ParameterSource {
        var names: [String] = []
        var elements = 0

        func tensor(_ name: String, _ shape: [Int], _ initial: Initializer) throws(TorchError) -> Tensor {
            names.append(name)
            elements += shape.reduce(1, *)
            return try Tensor.zeros([1]).expanded(shape)
        }
    }

    @Test func largeIsApplesNetwork() throws {
        let counter = Counter()
        try DepthProConfiguration.large.validate()
        _ = try DepthProNetwork(.large, Parameters(source: counter))
        // As in depth_pro.pt.
        #expect(counter.names.count == 1119)
        #expect(Set(counter.names).count == 1119)
        #expect(counter.elements == 951_991_330)
    }

    @Test func smallFitsTheRepository() throws {
        let counter = Counter()
        try DepthProConfiguration.small.validate()
        _ = try DepthProNetwork(.small, Parameters(source: counter))
        #expect(counter.elements == 18_758_778)
        #expect(2 * counter.elements < 64 << 20, "float16")
    }
}
