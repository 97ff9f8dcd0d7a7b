internal import Torch

/// The angle that one ``FocalUnit`` spans, as a rule the horizontal field of view, from an image encoder of its own and
/// the decoder's coarsest map (paper, section 3.3; Apple's `FOVNetwork`).
struct FieldOfViewNetwork {
    private let configuration: DepthProConfiguration
    private let encoder: VisionTransformer
    private let projection: Linear
    private let downsampling: Convolution2D
    private let head: [Convolution2D]

    init(
        _ parameters: Parameters, _ configuration: DepthProConfiguration, _ own: DepthProConfiguration.FieldOfView
    ) throws(TorchError) {
        self.configuration = configuration
        let width = configuration.decoderWidth
        encoder = try VisionTransformer(parameters / "encoder" / 0, own.encoder)
        projection = try Linear(parameters / "encoder" / 1, inputs: own.encoder.width, outputs: width / 2)
        downsampling = try Convolution2D(
            parameters / "downsample" / 0, inputs: width, outputs: width / 2, size: 3, stride: 2, padding: 1)
        var head: [Convolution2D] = []
        var channels = width / 2
        var size = configuration.imageEncoder.gridSize
        for index in 0..<own.headLayers {
            let next = (channels + 1) / 2
            head.append(
                try Convolution2D(
                    parameters / "head" / (2 * index), inputs: channels, outputs: next, size: 3, stride: 2, padding: 1))
            channels = next
            size = (size + 1) / 2
        }
        head.append(
            try Convolution2D(parameters / "head" / (2 * own.headLayers), inputs: channels, outputs: 1, size: size))
        self.head = head
    }

    /// What the encoder of its own sees, as a map of the size of the coarsest.
    ///
    /// - Parameter images: B×3×rows×columns in [-1, 1].
    func features(_ images: Tensor, observe: StageObserver?) throws(TorchError) -> Tensor {
        let shape = images.shape
        let size = encoder.configuration.imageSize
        let tokens = try projection(encoder(images.resizedIfNeeded(rows: size, columns: size)).tokens)
        let base = configuration.baseMapSize(rows: shape[2], columns: shape[3])
        let own = try TilePyramid.merged(tokens, batch: shape[0], padding: 0)
            .resizedIfNeeded(rows: base.rows, columns: base.columns)
        try observe?("fov.encoder", own)
        return own
    }

    /// - Parameters:
    ///   - own: ``features(_:observe:)`` of the images.
    ///   - lowest: The projection of the decoder's coarsest level; no gradient goes back through it.
    /// - Returns: Degrees, B.
    func callAsFunction(_ own: Tensor, lowest: Tensor, observe: StageObserver?) throws(TorchError) -> Tensor {
        let low = try downsampling(lowest.detached())
        try observe?("fov.lowres", low)

        let grid = configuration.imageEncoder.gridSize
        var features = try (low.relu() + own).resizedIfNeeded(rows: grid, columns: grid)
        for layer in head.dropLast() { features = try layer(features).relu() }
        guard let last = head.last else { preconditionFailure("a head without layers") }
        let degrees = try last(features).reshaped([own.shape[0]])
        try observe?("fov", degrees)
        return degrees
    }
}
