/// The order of Apple's parameter names.
package enum AppleNames {
    /// The tensors in the order in which the reference's state dictionary lists them.
    ///
    /// - Parameter tensors: In the order in which the network asks for them, which goes from coarse to fine where the
    ///   reference counts from the finest.
    package static func inStateOrder(_ tensors: [(name: String, shape: [Int])]) -> [(name: String, shape: [Int])] {
        tensors.enumerated()
            .map { (rank: rank($0.element.name) + [$0.offset], tensor: $0.element) }
            .sorted { $0.rank.lexicographicallyPrecedes($1.rank) }
            .map(\.tensor)
    }

    /// The name of the counter that PyTorch's batch normalisation keeps behind its statistics; `nil` unless `name` is
    /// the last of those.
    static func counter(after name: String) -> String? {
        let last = ".running_var"
        return name.hasSuffix(last) ? name.dropLast(last.count) + ".num_batches_tracked" : nil
    }

    /// Where a tensor's module stands among all, and its number among its like.
    private static func rank(_ name: String) -> [Int] {
        let parts = name.split(separator: ".").map(String.init)
        let number = parts.count > 2 ? Int(parts[2]) ?? 0 : 0
        switch (parts[0], parts.count > 1 ? parts[1] : "") {
        case ("encoder", "patch_encoder"): return [0, 0]
        case ("encoder", "image_encoder"): return [1, 0]
        case ("encoder", "upsample_lowres"): return [4, 0]
        case ("encoder", "fuse_lowres"): return [5, 0]
        case ("encoder", let part) where part.hasPrefix("upsample_latent"):
            return [2, Int(part.dropFirst("upsample_latent".count)) ?? 0]
        case ("encoder", let part): return [3, Int(part.dropFirst("upsample".count)) ?? 0]
        case ("decoder", "convs"): return [6, number]
        case ("decoder", _): return [7, number]
        case ("head", _): return [8, 0]
        default: return [9, 0]
        }
    }
}
