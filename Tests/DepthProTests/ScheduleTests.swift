import DepthPro
import Testing
import Torch

/// Splitting a pass into parts changes memory, not results.
@Suite struct ScheduleTests {
    static let schedules = [(1, 2), (3, 16), (5, 34), (7, 1000)]

    @Test(arguments: Golden.names, schedules) func partsEqualTheWhole(name: String, parts: (Int, Int)) throws {
        let golden = try Golden(name)
        let network = try Checkpoint(contentsOf: golden.checkpoint).load(type: .float32, device: .cpu)
        let input = try (golden.tensor("input").to(.float32) - 128) / 128
        let (whole, split) = try withInferenceMode {
            (
                try network(input).canonicalInverseDepth,
                try network(input, schedule: .init(tilesPerPass: parts.0, stripRows: parts.1)).canonicalInverseDepth
            )
        }
        #expect(whole.shape == split.shape)
        // Zero padding at the image's borders only: a strip that padded elsewhere would be wrong by far more.
        #expect(try (whole - split).abs().max().item() < 2e-5)
    }

    @Test func tensorsAreFreedAfterAPass() throws {
        let golden = try Golden("hf-basic")
        let network = try Checkpoint(contentsOf: golden.checkpoint).load(type: .float32, device: .cpu)
        let input = try (golden.tensor("input").to(.float32) - 128) / 128
        weak var kept: Tensor?
        let observer = StageObserver { (stage, tensor) throws(TorchError) in if stage == "merged.1" { kept = tensor } }
        do {
            let output = try withInferenceMode { try network(input, observe: observer) }
            #expect(output.canonicalInverseDepth.shape[0] == 2)
        }
        #expect(kept == nil)
    }
}
