import ArgumentParser
import Torch

/// A device by name; without one, the fastest there is.
struct DeviceChoice: ExpressibleByArgument {
    let device: Device?

    static let automatic = DeviceChoice(device: nil)

    init(device: Device?) { self.device = device }

    init?(argument: String) {
        let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        switch (parts[0], parts.count) {
        case ("auto", 1): device = nil
        case ("cpu", 1): device = .cpu
        case ("mps", 1): device = .mps
        case ("cuda", 1): device = .cuda()
        case ("cuda", _):
            guard let index = Int(parts[1]), (0..<1024).contains(index) else { return nil }
            device = .cuda(index)
        default: return nil
        }
    }

    var defaultValueDescription: String { device?.description ?? "auto" }

    static var allValueStrings: [String] { ["auto", "cpu", "cuda", "cuda:N", "mps"] }
}
