/// Apple's parameter names in Hugging Face's words.
///
/// Levels count from the finest in Apple's names and from the coarsest in Hugging Face's; query, key and value are one
/// tensor in Apple's and three in Hugging Face's.
struct HuggingFaceNames {
    private let scales: Int
    private let hooks: Int
    private let patchFeedForward: VisionTransformerConfiguration.FeedForward
    private let imageFeedForward: VisionTransformerConfiguration.FeedForward
    private let fieldOfViewFeedForward: VisionTransformerConfiguration.FeedForward

    init(_ configuration: DepthProConfiguration) {
        scales = configuration.scales.count
        hooks = configuration.hooks.count
        patchFeedForward = configuration.patchEncoder.feedForward
        imageFeedForward = configuration.imageEncoder.feedForward
        fieldOfViewFeedForward = configuration.fieldOfView?.encoder.feedForward ?? .gelu
    }

    /// The name, or for query, key and value the three, of Apple's `name`; in each spelling that occurs on disk.
    func spellings(of name: String) -> [[String]] {
        if let rest = name.dropping("encoder.patch_encoder.") {
            return transformer("depth_pro.encoder.patch_encoder.model.", rest, patchFeedForward)
        }
        if let rest = name.dropping("encoder.image_encoder.") {
            return transformer("depth_pro.encoder.image_encoder.model.", rest, imageFeedForward)
        }
        if let rest = name.dropping("fov.encoder.0.") {
            return transformer("fov_model.fov_encoder.model.", rest, fieldOfViewFeedForward)
        }
        return [[plain(name)]]
    }

    private func plain(_ name: String) -> String {
        let upsample = "depth_pro.neck.feature_upsample."
        let parts = name.split(separator: ".").map(String.init)
        let rest = { (count: Int) in parts.dropFirst(count).joined(separator: ".") }
        switch (parts[0], parts[1]) {
        case ("encoder", "upsample_lowres"): return "\(upsample)image_block.layers.0.\(rest(2))"
        case ("encoder", "fuse_lowres"): return "depth_pro.neck.fuse_image_with_low_res.\(rest(2))"
        case ("encoder", let part):
            if let level = part.dropping("upsample_latent").flatMap(Int.init) {
                return "\(upsample)intermediate.\(hooks - 1 - level).layers.\(rest(2))"
            }
            let level = part.dropping("upsample").flatMap(Int.init) ?? 0
            return "\(upsample)scaled_images.\(scales - 1 - level).layers.\(rest(2))"
        case ("decoder", "convs"):
            return "depth_pro.neck.feature_projection.projections.\(scales + hooks - 1 - number(parts[2])).\(rest(3))"
        case ("decoder", _): return fusion(number(parts[2]), Array(parts.dropFirst(3)))
        case ("head", _): return "head.layers.\(rest(1))"
        case ("fov", "encoder"): return "fov_model.fov_encoder.neck.\(rest(3))"
        case ("fov", "downsample"): return "fov_model.conv.\(rest(3))"
        default: return "fov_model.head.layers.\(rest(2))"
        }
    }

    private func fusion(_ level: Int, _ parts: [String]) -> String {
        let block = level == 0 ? "fusion_stage.final" : "fusion_stage.intermediate.\(scales + hooks - 1 - level)"
        let leaf = parts[parts.count - 1]
        switch parts[0] {
        case "resnet1", "resnet2":
            let residual = parts[0] == "resnet1" ? "residual_layer1" : "residual_layer2"
            return "\(block).\(residual).\(residualLayer(number(parts[2]))).\(leaf)"
        case "out_conv": return "\(block).projection.\(leaf)"
        default: return "\(block).deconv.\(leaf)"
        }
    }

    private func residualLayer(_ index: Int) -> String {
        switch index {
        case 1: "convolution1"
        case 2: "batch_norm1"
        case 5: "batch_norm2"
        default: "convolution2"
        }
    }

    private func number(_ part: String) -> Int { Int(part) ?? 0 }

    private func transformer(
        _ prefix: String, _ name: String, _ feedForward: VisionTransformerConfiguration.FeedForward
    ) -> [[String]] {
        guard let block = name.dropping("blocks.") else { return [[prefix + outside(name)]] }
        let parts = block.split(separator: ".", maxSplits: 1).map(String.init)
        let layer = "\(prefix)encoder.layer.\(parts[0])."
        let inner = parts[1]
        let leaf = inner.split(separator: ".").last.map(String.init) ?? ""
        if inner.hasPrefix("attn.qkv.") {
            // The second spelling is how newer versions name them in memory.
            return [
                ["query", "key", "value"].map { "\(layer)attention.attention.\($0).\(leaf)" },
                ["q_proj", "k_proj", "v_proj"].map { "\(layer)attention.\($0).\(leaf)" },
            ]
        }
        if inner.hasPrefix("attn.proj.") {
            return [["\(layer)attention.output.dense.\(leaf)"], ["\(layer)attention.o_proj.\(leaf)"]]
        }
        if inner == "ls1.gamma" { return [["\(layer)layer_scale1.lambda1"]] }
        if inner == "ls2.gamma" { return [["\(layer)layer_scale2.lambda1"]] }
        if feedForward == .swiglu, inner.hasPrefix("mlp.") {
            return [["\(layer)mlp.\(inner.hasPrefix("mlp.fc1") ? "weights_in" : "weights_out").\(leaf)"]]
        }
        return [[layer + inner]]
    }

    private func outside(_ name: String) -> String {
        switch name {
        case "cls_token": "embeddings.cls_token"
        case "pos_embed": "embeddings.position_embeddings"
        case "norm.weight": "layernorm.weight"
        case "norm.bias": "layernorm.bias"
        default: "embeddings.patch_embeddings.projection.\(name.dropping("patch_embed.proj.") ?? name)"
        }
    }
}

extension String {
    /// What follows `prefix`; `nil` where it does not begin so.
    fileprivate func dropping(_ prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
