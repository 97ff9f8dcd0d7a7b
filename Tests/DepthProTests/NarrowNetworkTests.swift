import DepthPro
import Foundation
import Images
import TestSupport
import Testing
import Torch

/// Whole networks through the kernels for narrow numbers, against float32; where this processor has no such kernels,
/// `CTORCH_LINEAR=emulated` has them.
@Suite(.enabled(if: (try? LibTorch.load()) != nil && LibTorch.narrowKernel != nil))
struct NarrowNetworkTests {
    private func depth(
        _ checkpoint: Checkpoint, _ input: Tensor, type: ScalarType, schedule: DepthProNetwork.Schedule = .whole
    ) throws -> Tensor {
        let network = try checkpoint.load(type: type, device: .cpu)
        return try withInferenceMode {
            try network(input.to(type), schedule: schedule).canonicalInverseDepth.to(.float32)
        }
    }

    private func deviation(_ a: Tensor, _ b: Tensor) throws -> Double {
        try (a - b).abs().mean().item() / b.abs().mean().item()
    }

    @Test(arguments: Golden.names) func bfloat16IsNearFloat32(name: String) throws {
        let golden = try Golden(name)
        let checkpoint = try Checkpoint(contentsOf: golden.checkpoint)
        let input = try (golden.tensor("input").to(.float32) - 128) / 128
        let right = try depth(checkpoint, input, type: .float32)
        let found = try depth(checkpoint, input, type: .bfloat16)
        #expect(found.shape == right.shape)
        // libtorch's own operators in bfloat16 are off by 0.2 to 1 % on these small networks of random weights.
        #expect(try deviation(found, right) < 0.02)
        let parts = try depth(checkpoint, input, type: .bfloat16, schedule: .init(tilesPerPass: 3, stripRows: 16))
        #expect(try deviation(parts, found) < 0.01)
    }

    @Test func integersWithBFloat16() throws {
        let folder = try TemporaryFolder()
        let golden = try Golden("hf-basic")
        let photo = folder.url.appendingPathComponent("photo.png")
        let pixels = (0..<96 * 64 * 3).map { (index: Int) -> UInt8 in UInt8((index * 7 + index * index / 31) % 256) }
        try RGBImage(width: 96, height: 64, pixels: pixels).writePNG(to: photo)
        let original = try Checkpoint(contentsOf: golden.checkpoint)
        let output = folder.url.appendingPathComponent("int8.safetensors")
        try original.quantize(to: output, calibratingOn: [photo])
        let input = try (golden.tensor("input").to(.float32) - 128) / 128
        let right = try depth(original, input, type: .float32)
        let wide = try depth(Checkpoint(contentsOf: output), input, type: .float32)
        let found = try depth(Checkpoint(contentsOf: output), input, type: .bfloat16)
        // Eight bits keep each matrix and input to about 1 %, whichever kernel multiplies.
        #expect(try deviation(found, right) < 0.06)
        #expect(try deviation(found, wide) < 0.05)
    }
}
