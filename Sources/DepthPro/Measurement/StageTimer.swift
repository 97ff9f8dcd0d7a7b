package import Torch

/// Tells how long each stage of passes takes.
///
/// Every stage ends where the network reports its tensor; a GPU's queue is emptied there, so a timed pass is a little
/// slower than others.
package final class StageTimer {
    /// Of all passes so far.
    package private(set) var durations: [NetworkStage: Duration] = [:]

    private let configuration: DepthProConfiguration
    private let device: Device
    private let batch: Int
    private let tileCounts: [Int]
    private var last = ContinuousClock.now

    /// - Parameter batch: Images in one pass.
    package init(_ configuration: DepthProConfiguration, device: Device, batch: Int) {
        precondition(batch > 0)
        self.configuration = configuration
        self.device = device
        self.batch = batch
        tileCounts = configuration.tileCounts
    }

    /// Runs a pass that reports to the observer it is given.
    package func time<Result>(_ pass: (StageObserver) throws -> Result) throws -> Result {
        try device.synchronize()
        last = .now
        return try pass(
            StageObserver(keepsEverything: false) { [self] (name, tensor) throws(TorchError) in
                try device.synchronize()
                let now = ContinuousClock.now
                count(now - last, name, tensor)
                last = now
            })
    }

    private func count(_ duration: Duration, _ name: String, _ tensor: Tensor) {
        if name.hasPrefix("pass."), let start = Int(name.dropFirst(5)) {
            share(duration, from: start, tiles: tensor.shape[0] / batch)
        } else {
            durations[stage(of: name), default: .zero] += duration
        }
    }

    /// A pass may hold tiles of several levels, finest first; they cost the same each.
    ///
    /// - Parameter count: Tiles of one image.
    private func share(_ duration: Duration, from start: Int, tiles count: Int) {
        var first = 0
        for level in tileCounts.indices.reversed() {
            let end = first + tileCounts[level]
            let own = max(0, min(end, start + count) - max(first, start))
            if own > 0 {
                durations[.patchEncoder(level: level, of: tileCounts.count), default: .zero] += duration * own / count
            }
            first = end
        }
    }

    private func stage(of name: String) -> NetworkStage {
        switch name.prefix(while: { $0 != "." }) {
        case "tokens" where name == "tokens.image": .imageEncoder
        case "upsampled", "fused_lowres": .projections
        case "projected", "fusion", "joined": .decoder
        case "head": .head
        case "fov": name == "fov.encoder" ? .fieldOfViewEncoder : .fieldOfViewHead
        default: .tiles
        }
    }
}
