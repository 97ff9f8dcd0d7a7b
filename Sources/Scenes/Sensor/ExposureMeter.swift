internal import Foundation

/// Finds how much light a picture needs.
enum ExposureMeter {
    /// The factor that brings the middle of the picture's brightness to middle grey, without burning out more than a
    /// little of it.
    static func gain(_ pixels: [SIMD3<Float>]) -> Float {
        // Every few pixels do.
        let step = max(1, pixels.count / 16384)
        var levels: [Float] = []
        levels.reserveCapacity(pixels.count / step + 1)
        var sum = 0.0
        for index in stride(from: 0, to: pixels.count, by: step) {
            let level = max(luminance(pixels[index]), 0)
            guard level.isFinite else { continue }
            levels.append(level)
            sum += Double(log(max(level, 1e-6)))
        }
        guard !levels.isEmpty else { return 1 }
        levels.sort()
        let mean = Float(exp(sum / Double(levels.count)))
        let median = levels[levels.count / 2]
        let bright = levels[levels.count * 95 / 100]
        let gain = 0.25 / max((mean * median).squareRoot(), 1e-5)
        // A dark room with a window: the window may burn out, but not without end.
        return max(min(gain, 3 / max(bright, 1e-5)), gain * 0.65)
    }

    /// The mean radiance, for choosing a sensitivity.
    static func light(_ pixels: [SIMD3<Float>]) -> Float {
        var sum: Float = 0
        let step = max(1, pixels.count / 16384)
        var count: Float = 0
        for index in stride(from: 0, to: pixels.count, by: step) {
            sum += min(luminance(pixels[index]), 10)
            count += 1
        }
        return sum / max(count, 1)
    }
}
