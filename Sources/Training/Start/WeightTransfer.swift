package import DepthPro
package import Torch

/// Takes the weights of one network of the family over into another with other scales, tiles or patches.
///
/// Levels correspond from the coarse end, hooks from the fine end. A level that is new hands the running map on, twice
/// as large, until training makes it add something: the grown network begins with what the smaller one has learned. Hooks
/// then see parts of the image where they saw all of it, and begin idle as well.
///
/// Positions and patches are resampled as DINOv2's are (paper, appendix B.3). A field-of-view encoder that is new begins
/// as the image encoder, the last convolution of a head that says something else afresh. Where focal lengths are counted
/// in another unit, pictures of 4:3 keep their depth.
package struct WeightTransfer {
    private let weights: [String: Tensor]
    private let source: DepthProConfiguration
    private let target: DepthProConfiguration
    private let unitChange: FocalUnitChange?

    /// For a target without the source's batch norms these become part of the convolutions before them.
    package init(
        _ weights: [String: Tensor], from source: DepthProConfiguration, to target: DepthProConfiguration
    ) throws(TorchError) {
        let folds = source.hasResidualBatchNorm && !target.hasResidualBatchNorm && target.hasResidualBias
        self.weights = folds ? try BatchNormFolding.folded(weights) : weights
        self.source = source
        self.target = target
        unitChange = FocalUnitChange(from: source, to: target)
    }

    /// What of `wanted` can be taken over, under the target's names.
    package func callAsFunction(
        _ wanted: [(name: String, shape: [Int])]
    ) throws(TorchError) -> [String: Tensor] {
        var known: [String: Tensor] = [:]
        for (name, shape) in wanted {
            if isNewLevel(name), let idle = try IdleLevel.tensor(name, shape) {
                known[name] = idle
                continue
            }
            if let idle = try idleHook(name, shape) {
                known[name] = idle
                continue
            }
            for candidate in candidates(name) {
                guard let tensor = weights[candidate], let fitting = try fitted(tensor, name, shape) else { continue }
                known[name] = try unitChange?(fitting, name) ?? fitting
                break
            }
        }
        return known
    }

    // MARK: Names

    private func candidates(_ name: String) -> [String] {
        // What one says of a pixel is nothing to the other.
        if name.hasPrefix("head.4."), source.output != target.output { return [] }
        let parts = name.split(separator: ".").map(String.init)
        if let wanted = decoderLevel(of: name) {
            guard let level = sourceLevel(for: wanted) else { return [] }
            let rest = parts.dropFirst(3).joined(separator: ".")
            return ["decoder.\(parts[1]).\(source.levelCount - 1 - level).\(rest)"]
        }
        if name.hasPrefix("encoder.upsample"), !name.hasPrefix("encoder.upsample_"),
            let number = Int(parts[1].dropFirst("upsample".count))
        {
            let scale = target.scales.count - 1 - number
            let own = min(scale, source.scales.count - 1)
            return ["encoder.upsample\(source.scales.count - 1 - own).\(parts.dropFirst(2).joined(separator: "."))"]
        }
        if name.hasPrefix("fov.encoder.0.") {
            return [name, "encoder.image_encoder." + name.dropFirst("fov.encoder.0.".count)]
        }
        return [name]
    }

    /// Which of the target's levels a tensor of the decoder belongs to, counted from the coarse end; in names 0 is the
    /// finest.
    private func decoderLevel(of name: String) -> Int? {
        let parts = name.split(separator: ".")
        guard parts.first == "decoder", parts.count > 2, let number = Int(parts[2]) else { return nil }
        return target.levelCount - 1 - number
    }

    /// The source's level that a level of the target corresponds to, counted from the coarse end.
    private func sourceLevel(for level: Int) -> Int? {
        guard level >= target.scales.count else { return level < source.scales.count ? level : nil }
        let hook = level - target.scales.count
        return hook < source.hooks.count ? source.scales.count + hook : nil
    }

    /// Whether a tensor of the decoder is of a scale that the source lacks.
    private func isNewLevel(_ name: String) -> Bool {
        guard let level = decoderLevel(of: name) else { return false }
        return level < target.scales.count && sourceLevel(for: level) == nil
    }

    /// First weights of the end of a hook's way to the running map, where hooks see other pictures than the source's did.
    ///
    /// Hooks show the finest tiles: with more scales these are parts of the image, larger than what the source learned from.
    private func idleHook(_ name: String, _ shape: [Int]) throws(TorchError) -> Tensor? {
        guard target.scales.count > source.scales.count else { return nil }
        if name.hasPrefix("encoder.upsample_latent") {
            let parts = name.split(separator: ".")
            guard let hook = Int(parts[1].dropFirst("upsample_latent".count)) else { return nil }
            // A projection, then as many doublings: 2 for the first of the decoder's hooks, 1 more for each that is finer.
            let last = 2 + target.hooks.count - 1 - hook
            return parts[2] == "stem" || parts[2] == "\(last)" ? try .zeros(shape) : nil
        }
        guard let level = decoderLevel(of: name), level >= target.scales.count, name.contains(".resnet1.") else {
            return nil
        }
        return try IdleLevel.tensor(name, shape)
    }

    // MARK: Shapes

    private func fitted(_ tensor: Tensor, _ name: String, _ shape: [Int]) throws(TorchError) -> Tensor? {
        if tensor.shape == shape { return tensor }
        if name.hasSuffix("pos_embed"), tensor.shape[2] == shape[2] {
            return try Self.resampledPositions(tensor, tokens: shape[1])
        }
        if name.hasSuffix("patch_embed.proj.weight"), tensor.shape[0] == shape[0] {
            return try Self.resampledPatches(tensor, size: shape[2])
        }
        return nil
    }

    /// Positions 1×(1+grid²)×width for another grid: bicubic with antialiasing, the class token's kept.
    package static func resampledPositions(_ positions: Tensor, tokens: Int) throws(TorchError) -> Tensor {
        let width = positions.shape[2]
        let grid = Int(Double(positions.shape[1] - 1).squareRoot())
        let side = Int(Double(tokens - 1).squareRoot())
        let plane = try positions.to(.float32).narrowed(1, from: 1, count: grid * grid)
            .reshaped([1, grid, grid, width]).permuted([0, 3, 1, 2]).contiguous()
        let resized = try plane.resizedBicubic(rows: side, columns: side, antialias: true)
            .permuted([0, 2, 3, 1]).reshaped([1, side * side, width])
        return try .concatenated([positions.to(.float32).narrowed(1, from: 0, count: 1), resized], axis: 1)
    }

    /// Patch kernels width×3×k×k for another patch size: bicubic, scaled inversely to the number of pixels, so that
    /// the same picture gives about the same features.
    package static func resampledPatches(_ kernels: Tensor, size: Int) throws(TorchError) -> Tensor {
        let ratio = Double(kernels.shape[2]) / Double(size)
        return try kernels.to(.float32).resizedBicubic(rows: size, columns: size) * (ratio * ratio)
    }
}
