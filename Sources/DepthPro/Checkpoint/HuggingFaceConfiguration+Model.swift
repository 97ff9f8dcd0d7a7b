extension HuggingFaceConfiguration {
    /// The fields of `config.json` that shape the network.
    struct Model: Codable {
        var model_type: String?
        var fusion_hidden_size: Int?
        var patch_size: Int?
        var intermediate_hook_ids: [Int]?
        var intermediate_feature_dims: [Int]?
        var scaled_images_ratios: [Double]?
        var scaled_images_overlap_ratios: [Double]?
        var scaled_images_feature_dims: [Int]?
        var merge_padding_value: Int?
        var use_batch_norm_in_fusion_residual: Bool?
        var use_bias_in_fusion_residual: Bool?
        var use_fov_model: Bool?
        var num_fov_head_layers: Int?
        var image_model_config: Transformer?
        var patch_model_config: Transformer?
        var fov_model_config: Transformer?
        var architectures: [String]?

        func configuration(inputSize: Size?) throws(DepthProError) -> DepthProConfiguration {
            guard model_type == nil || model_type == "depth_pro" else {
                throw DepthProError(.otherNetwork, "config.json is of a “\(model_type ?? "")”, not of a depth_pro")
            }
            let tile = patch_size ?? 384
            let ratios = scaled_images_ratios ?? [0.25, 0.5, 1]
            let overlaps = scaled_images_overlap_ratios ?? [0, 0.5, 0.25]
            let widths = scaled_images_feature_dims ?? [1024, 1024, 512]
            let blocks = intermediate_hook_ids ?? [11, 5]
            let hookWidths = intermediate_feature_dims ?? [256, 256]
            guard ratios.count == overlaps.count, ratios.count == widths.count, blocks.count == hookWidths.count else {
                throw DepthProError(
                    .invalidConfiguration, "config.json lists scales or hooks of different numbers")
            }
            let smallest = ratios.min() ?? 1
            guard smallest > 0, tile > 0, tile <= 16384, Double(tile) / smallest <= 16384 else {
                throw DepthProError(.invalidConfiguration, "config.json has an impossible scale or patch size")
            }
            let side = Int((Double(tile) / smallest).rounded())
            let normalises = use_batch_norm_in_fusion_residual ?? false
            return DepthProConfiguration(
                inputRows: inputSize?.height ?? side, inputColumns: inputSize?.width ?? side,
                patchEncoder: try (patch_model_config ?? Transformer()).configuration(imageSize: tile),
                imageEncoder: try (image_model_config ?? Transformer()).configuration(imageSize: tile),
                fieldOfView: use_fov_model ?? false
                    ? .init(
                        encoder: try (fov_model_config ?? Transformer()).configuration(imageSize: tile),
                        headLayers: num_fov_head_layers ?? 2)
                    : nil,
                scales: ratios.indices.map {
                    .init(ratio: ratios[$0], overlap: overlaps[$0], featureWidth: widths[$0])
                },
                hooks: blocks.indices.map { .init(block: blocks[$0], featureWidth: hookWidths[$0]) },
                mergePadding: merge_padding_value ?? 3, decoderWidth: fusion_hidden_size ?? 256,
                hasResidualBatchNorm: normalises, hasResidualBias: use_bias_in_fusion_residual ?? true)
        }
    }

    /// The fields of a Dinov2 sub-configuration.
    struct Transformer: Codable {
        var model_type: String?
        var hidden_size: Int?
        var num_hidden_layers: Int?
        var num_attention_heads: Int?
        var mlp_ratio: Double?
        var hidden_act: String?
        var layer_norm_eps: Double?
        var patch_size: Int?
        var image_size: Int?
        var num_channels: Int?
        var qkv_bias: Bool?
        var use_swiglu_ffn: Bool?
        var use_mask_token: Bool?

        func configuration(imageSize: Int) throws(DepthProError) -> VisionTransformerConfiguration {
            guard model_type == nil || model_type == "dinov2" else {
                throw DepthProError(
                    .invalidConfiguration, "an encoder is a “\(model_type ?? "")”; only dinov2 encoders can be loaded")
            }
            guard num_channels ?? 3 == 3 else {
                throw DepthProError(
                    .invalidConfiguration, "an encoder wants \(num_channels ?? 0) channels instead of 3")
            }
            let width = hidden_size ?? 768
            let expanded = Double(width) * (mlp_ratio ?? 4)
            guard expanded >= 1, expanded < 1_048_576 else {
                throw DepthProError(.invalidConfiguration, "an encoder has an impossible size or ratio")
            }
            let hidden = Int(expanded)
            let isSwiGLU = use_swiglu_ffn ?? false
            return VisionTransformerConfiguration(
                width: width, depth: num_hidden_layers ?? 12, heads: num_attention_heads ?? 12,
                feedForwardWidth: isSwiGLU ? HuggingFaceConfiguration.swigluWidth(hidden) : hidden,
                feedForward: isSwiGLU ? .swiglu : try activation(), imageSize: imageSize,
                patchSize: patch_size ?? 14, hasQueryKeyValueBias: qkv_bias ?? true,
                normEpsilon: layer_norm_eps ?? 1e-6)
        }

        private func activation() throws(DepthProError) -> VisionTransformerConfiguration.FeedForward {
            switch hidden_act ?? "gelu" {
            case "gelu", "gelu_python": .gelu
            case "gelu_new", "gelu_pytorch_tanh", "gelu_fast": .geluTanh
            case "quick_gelu": .quickGelu
            case "relu": .relu
            case "silu", "swish": .silu
            default:
                throw DepthProError(
                    .invalidConfiguration, "an encoder uses “\(hidden_act ?? "")”, which is not supported")
            }
        }
    }
}
