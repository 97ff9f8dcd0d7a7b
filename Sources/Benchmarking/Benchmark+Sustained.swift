internal import DepthPro
internal import Torch

extension Benchmark {
    /// The network's rate, and what it takes, when passes are queued one behind the other and nobody waits for each.
    func sustained(
        _ network: DepthProNetwork, _ schedule: DepthProNetwork.Schedule, secondsOfAPass: Double
    ) throws -> BenchmarkResult.Sustained? {
        guard plan.sustainedSeconds > 0 else { return nil }
        let input = try self.input()
        let passes = max(2, Int((plan.sustainedSeconds / max(secondsOfAPass, 1e-6)).rounded(.up)))
        var joules: [String: Double] = [:]
        let seconds = try counted(counters, &joules) {
            var marks: [QueueMark] = []
            for _ in 0..<passes {
                _ = try network(input, schedule: schedule)
                marks.append(try QueueMark(on: plan.device))
                // A few ahead suffice.
                if marks.count > 3 { try marks.removeFirst().wait() }
            }
            try plan.device.synchronize()
        }
        let images = Double(passes * plan.batch)
        return BenchmarkResult.Sustained(
            imagesPerSecond: images / seconds, joulesPerImage: joules.mapValues { $0 / images })
    }
}
