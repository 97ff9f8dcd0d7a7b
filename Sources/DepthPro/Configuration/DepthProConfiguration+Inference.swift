/// Reads the dimensions of a network off the shapes of its tensors in Apple's names.
///
/// What shapes do not tell follows Apple's rules: heads of 64 channels, an input of 4 tiles (twice as much for each
/// further scale), overlaps of ¼ at the finest and ½ at middle scales, cuts that leave no overlap, hooks at even
/// distances in the first half of the blocks (5 and 11 of 24).
extension DepthProConfiguration {
    /// - Parameter shape: Of the tensor of a name; `nil` where there is none.
    init(inferredFrom shape: @escaping (String) -> [Int]?) throws(DepthProError) {
        let shapes = ShapeReader(shape: shape)
        let patchEncoder = try VisionTransformerConfiguration(inferredFrom: shapes, at: "encoder.patch_encoder.")
        let imageEncoder = try VisionTransformerConfiguration(inferredFrom: shapes, at: "encoder.image_encoder.")
        let scaleCount = shapes.count { "encoder.upsample\($0).0.weight" }
        let hookCount = shapes.count { "encoder.upsample_latent\($0).0.weight" }

        var scales: [Scale] = []
        for index in 0..<scaleCount {
            let isFinest = index == scaleCount - 1
            scales.append(
                Scale(
                    ratio: 1 / Double(1 << min(30, scaleCount - 1 - index)),
                    overlap: index == 0 && !isFinest ? 0 : isFinest ? 0.25 : 0.5,
                    featureWidth: try shapes.size("encoder.upsample\(scaleCount - 1 - index).0.weight", 0)))
        }
        var hooks: [Hook] = []
        for index in 0..<hookCount {
            let level = hookCount - 1 - index
            hooks.append(
                Hook(
                    block: max(0, patchEncoder.depth * (level + 1) / (2 * hookCount) - 1),
                    featureWidth: try shapes.size("encoder.upsample_latent\(level).1.weight", 1)))
        }
        let side = patchEncoder.imageSize << min(30, max(0, scaleCount - 1))
        let hasFieldOfView = shapes.has("fov.encoder.0.cls_token")
        self.init(
            inputRows: side, inputColumns: side, patchEncoder: patchEncoder, imageEncoder: imageEncoder,
            fieldOfView: hasFieldOfView
                ? FieldOfView(
                    encoder: try VisionTransformerConfiguration(inferredFrom: shapes, at: "fov.encoder.0."),
                    headLayers: shapes.count { "fov.head.\(2 * $0).weight" } - 1)
                : nil,
            scales: scales, hooks: hooks, mergePadding: patchEncoder.gridSize / 8,
            decoderWidth: try shapes.size("head.0.weight", 1), headWidth: try shapes.size("head.2.weight", 0),
            hasResidualBatchNorm: shapes.has("decoder.fusions.0.resnet1.residual.4.weight"),
            hasResidualBias: shapes.has("decoder.fusions.0.resnet1.residual.1.bias"), resizesMaps: false)
    }
}

extension VisionTransformerConfiguration {
    fileprivate init(inferredFrom shapes: ShapeReader, at prefix: String) throws(DepthProError) {
        let width = try shapes.size(prefix + "cls_token", 2)
        let patchSize = try shapes.size(prefix + "patch_embed.proj.weight", 2)
        let tokens = try shapes.size(prefix + "pos_embed", 1)
        let hidden = try shapes.size(prefix + "blocks.0.mlp.fc2.weight", 1)
        let expanded = try shapes.size(prefix + "blocks.0.mlp.fc1.weight", 0)
        let grid = Int(Double(max(0, tokens - 1)).squareRoot().rounded())
        guard grid > 0, grid < 1 << 14, grid * grid + 1 == tokens, (1..<1 << 14).contains(patchSize) else {
            throw DepthProError(
                .otherNetwork, "\(prefix)pos_embed has \(tokens) positions, which are no square grid and a class token")
        }
        self.init(
            width: width, depth: shapes.count { "\(prefix)blocks.\($0).norm1.weight" }, heads: max(1, width / 64),
            feedForwardWidth: hidden, feedForward: hidden > 0 && expanded == 2 * hidden ? .swiglu : .gelu,
            imageSize: grid * patchSize, patchSize: patchSize,
            hasQueryKeyValueBias: shapes.has(prefix + "blocks.0.attn.qkv.bias"))
    }
}

private struct ShapeReader {
    let shape: (String) -> [Int]?

    func has(_ name: String) -> Bool { shape(name) != nil }

    func size(_ name: String, _ axis: Int) throws(DepthProError) -> Int {
        guard let shape = shape(name) else {
            throw DepthProError(.mismatchedTensors, "does not fit a Depth Pro network: “\(name)” is missing")
        }
        guard axis < shape.count else {
            throw DepthProError(
                .mismatchedTensors, "does not fit a Depth Pro network: “\(name)” has the shape \(shape)")
        }
        return shape[axis]
    }

    /// How many numbers from 0 on name a tensor.
    func count(_ name: (Int) -> String) -> Int {
        var count = 0
        while has(name(count)) { count += 1 }
        return count
    }
}
