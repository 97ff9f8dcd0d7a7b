import DepthPro
import Foundation
import Images
import Testing
import Torch

/// A network of Apple's own size with random weights, from Apple's own layout, against the reference.
///
/// Made by `Scripts/golden/full_size.py` and `reference_run.py`; runs where `DEPTHPRO_FULL_SIZE` names the folder that
/// holds `depth_pro.pt` and `reference.safetensors`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["DEPTHPRO_FULL_SIZE"] != nil)) struct FullSizeTests {
    @Test func equalsTheReference() async throws {
        let folder = URL(fileURLWithPath: try #require(ProcessInfo.processInfo.environment["DEPTHPRO_FULL_SIZE"]))
        let reference = try TensorArchive.open(folder.appendingPathComponent("reference.safetensors"))
        let clock = ContinuousClock()
        let precision = ProcessInfo.processInfo.environment["DEPTHPRO_PRECISION"].flatMap(Precision.init) ?? .float32
        let started = clock.now
        let estimator = try await DepthEstimator(
            contentsOf: folder.appendingPathComponent("depth_pro.pt"), device: .cpu, precision: precision)
        #expect(estimator.checkpoint.archive.names.count == 1119)
        print("load", clock.now - started, "peak", peakMemory())

        let image = try Tensor(#require(reference["image"]))
        let photo = Photo(
            image: RGBImage(width: image.shape[1], height: image.shape[0], pixels: try image.bytes()))
        let begun = clock.now
        let depth = try await estimator.estimate(photo, options: .init(keepsCanonicalInverseDepth: true))
        print("estimate", clock.now - begun, "peak", peakMemory())

        let head = try Tensor(#require(reference["head"])).floats()
        let found = try #require(depth.canonicalInverseDepth).values
        let tolerance: (median: Float, worst: Float) = precision == .float32 ? (1e-4, 1e-3) : (0.05, .infinity)
        let inverse = zip(found, head).filter { $0.1 > 0.01 }.map { abs($0 - $1) / $1 }.sorted()
        print("inverse depth: median", inverse[inverse.count / 2], "worst", inverse.last ?? 1, "pixels", inverse.count)
        #expect(inverse[inverse.count / 2] < tolerance.median && (inverse.last ?? 1) < tolerance.worst)

        let focal = try Tensor(#require(reference["focal_px"])).item()
        print("focal length", depth.focalLength.pixels, "reference", focal)
        #expect(abs(depth.focalLength.pixels / focal - 1) < (precision == .float32 ? 1e-4 : 0.05))
        let metres = try Tensor(#require(reference["depth"])).floats()
        let far = Float(depth.focalLength.pixels) / Float(depth.width) / 0.01
        let deviations = zip(depth.metres, metres).filter { $0.1 < far }.map { abs($0 - $1) / $1 }.sorted()
        print("depth: median", deviations[deviations.count / 2], "worst", deviations.last ?? 1)
        #expect(deviations[deviations.count / 2] < tolerance.median && (deviations.last ?? 1) < tolerance.worst)
    }

    /// Of the process so far, as Linux tells it ("VmHWM: 123 kB").
    private func peakMemory() -> String {
        let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        return status?.split(separator: "\n").first { $0.hasPrefix("VmHWM") }.map(String.init) ?? "unknown"
    }
}
