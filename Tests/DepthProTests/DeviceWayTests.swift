import DepthPro
import Foundation
import Images
import Testing
import Torch

/// The ways that a GPU goes, on a CPU: they must give what the CPU's own give.
@Suite struct DeviceWayTests {
    @Test(arguments: [(64, 48), (300, 200), (1, 7), (96, 96)])
    func metresThatArriveAreThoseAtOnce(width: Int, height: Int) throws {
        let canonical = try Tensor.range(to: 96 * 96).reshaped([1, 1, 96, 96]).sin().abs() * 0.7
        let ratio = try Tensor(1.3)
        let ways = try withInferenceMode {
            try [true, false].map {
                try DepthOutput.arrivingMetres(
                    canonical, width: width, height: height, unitOverFocalLength: ratio, isDirect: $0)
            }
        }
        let direct = try ways[0].values()
        #expect(direct.count == width * height)
        // Also outside the mode in which it was made.
        #expect(try ways[1].values() == direct)
        let given = try DepthOutput.metres(
            canonical, width: width, height: height, focalLength: Double(width) / 1.3,
            unit: .width)
        #expect(zip(given, direct).allSatisfy { abs($0 / $1 - 1) < 1e-5 })
        let raw = try [true, false].map { try DepthOutput.arriving(canonical, isDirect: $0).values() }
        #expect(raw[0] == raw[1] && raw[0].count == 96 * 96)
    }

    /// libtorch's antialiased filter is the one in `Images`: single precision apart.
    @Test(arguments: [(200, 150), (97, 400), (64, 300), (1, 300)])
    func photosShrinkAlike(width: Int, height: Int) throws {
        let pixels = (0..<width * height * 3).map { (index: Int) -> UInt8 in
            UInt8((index * 7 + index * index / 31) % 256)
        }
        let image = RGBImage(width: width, height: height, pixels: pixels)
        let own = try ImageInput.tensor(image, rows: 64, columns: 64, antialiases: true, device: .cpu)
        let torch = try ImageInput.shrunkByTorch(image, rows: 64, columns: 64, device: .cpu)
        #expect(own.shape == torch.shape)
        #expect(try (own - torch).abs().max().item() < 1e-4)
    }

    @Test func warmingUpChangesNothing() async throws {
        for name in ["hf-basic", "apple-nofov"] {
            let golden = try Golden(name)
            let estimator = try await DepthEstimator(contentsOf: golden.checkpoint, device: .cpu)
            let photo = Photo(image: RGBImage(width: 50, height: 40, filledWith: .white))
            let before = try await estimator.estimate(photo, focalLength: .pixels(40))
            try await estimator.warmUp(batch: 2)
            #expect(try await estimator.estimate(photo, focalLength: .pixels(40)).metres == before.metres)
        }
    }

    /// 8-bit floats are used, and stand for nearly the same network.
    @Test func float8IsEmulated() async throws {
        let golden = try Golden("hf-basic")
        let photo = try golden.tensor("photo0.image")
        let image = RGBImage(width: photo.shape[1], height: photo.shape[0], pixels: try photo.bytes())
        let full = try await DepthEstimator(contentsOf: golden.checkpoint, device: .cpu)
        let narrow = try await DepthEstimator(contentsOf: golden.checkpoint, device: .cpu, precision: .float8)
        let expected = try await full.estimate(Photo(image: image), focalLength: .pixels(100))
        let found = try await narrow.estimate(Photo(image: image), focalLength: .pixels(100))
        let deviations = zip(found.metres, expected.metres).map { abs($0 - $1) / $1 }.sorted()
        // Three bits of fraction for each number, in a random network, which averages little.
        #expect(deviations[deviations.count / 2] > 1e-4 && deviations[deviations.count / 2] < 0.1)
    }

    /// Apple's network in half precision: one pass of all tiles and two strips, within 4 GB beside its weights; on a small
    /// card less at a time.
    @Test func passesFitTheMemory() throws {
        let half = Precision.Types(weights: .float16, arithmetic: .float16)
        let large = DepthProNetwork.Schedule.fitting(
            .large, batch: 1, budget: half.budget(batch: 1, free: 100 << 30), elementSize: 2)
        #expect(large.tilesPerPass >= 35 && large.stripRows == 384)
        let small = DepthProNetwork.Schedule.fitting(
            .large, batch: 1, budget: half.budget(batch: 1, free: 1 << 30), elementSize: 2)
        #expect(small.tilesPerPass < 35 && small.stripRows < 384 && small.stripRows >= 128)
        // A batch's strips are as high, where there is room.
        let batch = DepthProNetwork.Schedule.fitting(
            .large, batch: 8, budget: half.budget(batch: 8, free: 100 << 30), elementSize: 2)
        #expect(batch.tilesPerPass >= 35 && batch.stripRows == 384)
        #expect(half.budget(batch: 1, free: 0) > 0)
        #expect(Precision.Types(weights: .bfloat16, arithmetic: .float32).budget(batch: 1, free: nil) == 36 << 20)
    }
}
