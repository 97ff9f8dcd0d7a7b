import DepthPro
import Testing
import Torch

/// Every stage of the network against the reference implementation, on random weights.
@Suite struct StageTests {
    /// Largest deviation allowed on a float32 CPU, relative to a stage's mean magnitude. The order of additions in
    /// matrix products differs between thread counts and processors; 4e-6 was measured on one with AVX2.
    static let worst = 2e-5

    static let cases =
        Golden.names.flatMap { name in ["b1.", "b2."].map { (name, $0) } } + [("hf-swiglu-bn", "oblong.")]

    @Test(arguments: cases) func equalsTheReference(name: String, prefix: String) throws {
        let golden = try Golden(name)
        let network = try Checkpoint(contentsOf: golden.checkpoint).load(type: .float32, device: .cpu)
        let pixels = try golden.tensor(prefix == "oblong." ? "oblong.input" : "input")
        let count = prefix == "b1." ? 1 : pixels.shape[0]
        let input = try (pixels.narrowed(0, from: 0, count: count).to(.float32) - 128) / 128

        var seen: Set<String> = []
        let expected = Set(golden.names(prefix))
        let observer = StageObserver { (stage, tensor) throws(TorchError) in
            guard expected.contains(stage), seen.insert(stage).inserted else { return }
            do {
                let deviation = try golden.deviation(of: tensor, from: prefix + stage)
                #expect(deviation.worst < Self.worst, "\(name) \(prefix)\(stage): \(deviation)")
            } catch {
                Issue.record(error)
            }
        }
        _ = try withInferenceMode { _ = try network(input, observe: observer) }
        #expect(expected.subtracting(seen).subtracting(["input"]).isEmpty, "stages the network never reported")
    }
}
