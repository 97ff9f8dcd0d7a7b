internal import Torch

/// How fast large matrix products run here: what a network's speed is measured against.
enum MatrixRate {
    /// Floating-point operations a second, the best of a few products.
    static func measure(_ type: ScalarType, on device: Device) throws -> Double {
        let side = device.kind == .cpu ? 1536 : 8192
        let a = try Tensor.randomNormal([side, side], type: type, device: device)
        let b = try Tensor.randomNormal([side, side], type: type, device: device)
        var best = Duration.seconds(1e6)
        for _ in 0..<6 {
            try device.synchronize()
            let duration = try ContinuousClock().measure {
                _ = try a.matmul(b)
                try device.synchronize()
            }
            best = min(best, duration)
        }
        return 2 * Double(side) * Double(side) * Double(side) / (best / .seconds(1))
    }
}
