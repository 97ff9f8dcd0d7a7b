extension DepthProConfiguration {
    /// Apple's published network: 952 million parameters, 1536×1536 pixels.
    public static let large = DepthProConfiguration(
        inputRows: 1536, inputColumns: 1536, patchEncoder: .large16, imageEncoder: .large16,
        fieldOfView: FieldOfView(encoder: .large16),
        scales: [
            Scale(ratio: 0.25, overlap: 0, featureWidth: 1024), Scale(ratio: 0.5, overlap: 0.5, featureWidth: 1024),
            Scale(ratio: 1, overlap: 0.25, featureWidth: 512),
        ],
        hooks: [Hook(block: 11, featureWidth: 256), Hook(block: 5, featureWidth: 256)],
        mergePadding: 3, decoderWidth: 256)

    /// The same architecture at a fiftieth of the parameters (19 million), for 1536×1536 pixels.
    public static let small: DepthProConfiguration = {
        let encoder = VisionTransformerConfiguration(width: 192, depth: 12, heads: 3, imageSize: 384, patchSize: 16)
        return DepthProConfiguration(
            inputRows: 1536, inputColumns: 1536, patchEncoder: encoder, imageEncoder: encoder,
            fieldOfView: FieldOfView(encoder: encoder),
            scales: [
                Scale(ratio: 0.25, overlap: 0, featureWidth: 192), Scale(ratio: 0.5, overlap: 0.5, featureWidth: 192),
                Scale(ratio: 1, overlap: 0.25, featureWidth: 96),
            ],
            hooks: [Hook(block: 5, featureWidth: 64), Hook(block: 2, featureWidth: 64)],
            mergePadding: 3, decoderWidth: 64, antialiasesInput: true)
    }()
}
