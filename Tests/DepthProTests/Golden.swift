import DepthPro
import Foundation
import Testing
import Torch

/// The stage tensors that `Scripts/golden` drew from the reference implementation.
struct Golden {
    /// The network's checkpoint.
    let checkpoint: URL
    private let stages: TensorArchive

    static let names = ["hf-basic", "hf-nofov", "hf-swiglu-bn", "hf-four-scales", "apple-basic", "apple-nofov"]

    init(_ name: String) throws {
        let folder = Bundle.module.bundleURL.appendingPathComponent("Resources/\(name)")
        stages = try TensorArchive.open(folder.appendingPathComponent("stages.safetensors"))
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let own = files.first { $0.hasPrefix("depth_pro.") }
        checkpoint = own.map { folder.appendingPathComponent($0) } ?? folder
    }

    /// The tensors of one case, without its prefix.
    func names(_ prefix: String) -> [String] {
        stages.names.filter { $0.hasPrefix(prefix) && !$0.hasSuffix(".layout") }
            .map { String($0.dropFirst(prefix.count)) }
    }

    func has(_ name: String) -> Bool { stages[name] != nil }

    func tensor(_ name: String) throws -> Tensor { try Tensor(#require(stages[name])) }

    /// The worst and the median deviation of `tensor` from the stage, relative to the stage's own spread.
    func deviation(of tensor: Tensor, from name: String) throws -> (worst: Double, median: Double) {
        let expected = try self.tensor(name).floats()
        var found = try tensor.to(.float32).contiguous().reshaped([-1])
        if has(name + ".layout") {
            let layout = try self.tensor(name + ".layout").integers().map(Int.init)
            #expect(tensor.shape == Array(layout.dropFirst()), "shape of \(name)")
            found = try found.strided(0, by: layout[0])
        } else {
            #expect(tensor.shape == (try self.tensor(name).shape), "shape of \(name)")
        }
        let values = try found.floats()
        try #require(values.count == expected.count, "count of \(name)")
        let spread = Double(expected.map(abs).reduce(0, +)) / Double(expected.count)
        let deviations = zip(values, expected).map { abs(Double($0 - $1)) / max(spread, 1e-12) }.sorted()
        return (deviations.last ?? 0, deviations[deviations.count / 2])
    }
}
