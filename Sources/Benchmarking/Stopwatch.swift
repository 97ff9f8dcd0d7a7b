internal import Torch

/// Times of named steps, in seconds, in the order in which they were taken.
final class Stopwatch {
    private(set) var times: [String: [Double]] = [:]
    private let device: Device

    init(device: Device) { self.device = device }

    /// Runs `body` and waits for the device before the time is taken.
    func time<Result>(_ name: String, _ body: () throws -> Result) throws -> Result {
        let start = ContinuousClock.now
        let result = try body()
        try device.synchronize()
        times[name, default: []].append((ContinuousClock.now - start) / .seconds(1))
        return result
    }

    func reset() { times = [:] }
}
