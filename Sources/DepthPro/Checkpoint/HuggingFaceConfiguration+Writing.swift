internal import Foundation

extension HuggingFaceConfiguration {
    /// The text of `config.json`.
    ///
    /// - Throws: ``DepthProError`` where transformers has no field for a property of the network.
    static func modelText(
        _ configuration: DepthProConfiguration, type: String
    ) throws(DepthProError) -> String {
        let image = configuration.imageEncoder
        let fieldOfView = configuration.fieldOfView
        // Fractions keep their point: transformers refuses 0 where it wants 0.0.
        return object([
            ("architectures", list(["\"DepthProForDepthEstimation\""])),
            ("model_type", "\"depth_pro\""),
            ("torch_dtype", "\"\(type)\""),
            ("patch_size", "\(configuration.tileSize)"),
            ("fusion_hidden_size", "\(configuration.decoderWidth)"),
            ("intermediate_hook_ids", list(configuration.hooks.map { "\($0.block)" })),
            ("intermediate_feature_dims", list(configuration.hooks.map { "\($0.featureWidth)" })),
            ("scaled_images_ratios", list(configuration.scales.map { "\($0.ratio)" })),
            ("scaled_images_overlap_ratios", list(configuration.scales.map { "\($0.overlap)" })),
            ("scaled_images_feature_dims", list(configuration.scales.map { "\($0.featureWidth)" })),
            ("merge_padding_value", "\(configuration.mergePadding)"),
            ("use_batch_norm_in_fusion_residual", "\(configuration.hasResidualBatchNorm)"),
            ("use_bias_in_fusion_residual", "\(configuration.hasResidualBias)"),
            ("use_fov_model", "\(fieldOfView != nil)"),
            ("num_fov_head_layers", "\(fieldOfView?.headLayers ?? 2)"),
            ("image_model_config", try transformer(image)),
            ("patch_model_config", try transformer(configuration.patchEncoder)),
            // Without a field of view transformers still wants one whose image fits.
            ("fov_model_config", try transformer(fieldOfView?.encoder ?? image)),
        ]) + "\n"
    }

    /// The text of `preprocessor_config.json`.
    static func processorText(_ configuration: DepthProConfiguration) -> String {
        let half = list(["0.5", "0.5", "0.5"])
        return object([
            ("image_processor_type", "\"DepthProImageProcessor\""),
            ("do_resize", "true"),
            ("size", object([("height", "\(configuration.inputRows)"), ("width", "\(configuration.inputColumns)")])),
            // Bilinear, in Pillow's numbering.
            ("resample", "2"),
            ("do_rescale", "true"), ("rescale_factor", "\(1.0 / 255)"),
            ("do_normalize", "true"), ("image_mean", half), ("image_std", half),
        ]) + "\n"
    }

    private static func transformer(_ encoder: VisionTransformerConfiguration) throws(DepthProError) -> String {
        object([
            ("model_type", "\"dinov2\""),
            ("hidden_size", "\(encoder.width)"),
            ("num_hidden_layers", "\(encoder.depth)"),
            ("num_attention_heads", "\(encoder.heads)"),
            ("mlp_ratio", "\(try ratio(encoder))"),
            ("hidden_act", "\"\(activation(encoder.feedForward))\""),
            ("layer_norm_eps", "\(encoder.normEpsilon)"),
            ("image_size", "\(encoder.imageSize)"),
            ("patch_size", "\(encoder.patchSize)"),
            ("num_channels", "3"),
            ("qkv_bias", "\(encoder.hasQueryKeyValueBias)"),
            ("use_swiglu_ffn", "\(encoder.feedForward == .swiglu)"),
            ("use_mask_token", "false"),
        ])
    }

    /// transformers 5 wants a whole number.
    private static func ratio(_ encoder: VisionTransformerConfiguration) throws(DepthProError) -> Int {
        let (width, hidden) = (encoder.width, encoder.feedForwardWidth)
        let candidates = encoder.feedForward == .swiglu ? Array(1...64) : [hidden / width]
        let fitting = candidates.first {
            $0 > 0 && (encoder.feedForward == .swiglu ? swigluWidth($0 * width) : $0 * width) == hidden
        }
        guard let fitting else {
            throw DepthProError(
                .invalidConfiguration,
                "Hugging Face's layout cannot express \(hidden) feed-forward channels at a width of \(width): "
                    + "they must follow from a whole mlp_ratio")
        }
        return fitting
    }

    /// Two thirds rounded up to a multiple of 8, as the reference does.
    static func swigluWidth(_ hidden: Int) -> Int { (hidden * 2 / 3 + 7) / 8 * 8 }

    private static func activation(_ kind: VisionTransformerConfiguration.FeedForward) -> String {
        switch kind {
        case .gelu, .swiglu: "gelu"
        case .geluTanh: "gelu_pytorch_tanh"
        case .quickGelu: "quick_gelu"
        case .relu: "relu"
        case .silu: "silu"
        }
    }

    private static func list(_ values: [String]) -> String { "[\(values.joined(separator: ", "))]" }

    private static func object(_ fields: [(key: String, value: String)]) -> String {
        let lines = fields.map { "  \"\($0.key)\": \($0.value.replacingOccurrences(of: "\n", with: "\n  "))" }
        return "{\n\(lines.joined(separator: ",\n"))\n}"
    }
}
