internal import Torch

/// Joins the decoder's running map with one level's skip (paper, section 3.1; DPT's fusion block).
struct FusionBlock {
    /// Part of every checkpoint; the coarsest level, which has no skip, never uses it.
    private let skipBlock: ResidualBlock
    private let block: ResidualBlock
    private let doubling: TransposedConvolution2D?
    /// What ends the block; `nil` where the doubling does it as well.
    let projection: Convolution2D?

    init(_ parameters: Parameters, _ configuration: DepthProConfiguration, doubles: Bool) throws(TorchError) {
        let width = configuration.decoderWidth
        skipBlock = try ResidualBlock(parameters / "resnet1" / "residual", configuration)
        block = try ResidualBlock(parameters / "resnet2" / "residual", configuration)
        let doubling =
            doubles
            ? try TransposedConvolution2D(parameters / "deconv", inputs: width, outputs: width, bias: false) : nil
        let projection = try Convolution2D(parameters / "out_conv", inputs: width, outputs: width, size: 1)
        if let doubling, parameters.composesLayers {
            self.doubling = try doubling.followed(by: projection)
            self.projection = nil
        } else {
            self.doubling = doubling
            self.projection = projection
        }
    }

    /// The residual part: everything before the doubling.
    func join(_ running: Strip?, skip: Strip) throws(TorchError) -> Strip {
        guard let running else { return try block(skip) }
        return try block(skipBlock(skip, adding: running))
    }

    /// The doubling, where there is one, and the projection.
    func finish(_ joined: Strip) throws(TorchError) -> Strip {
        let doubled = try doubling.map { doubling throws(TorchError) in
            try joined.doubled { x throws(TorchError) in try doubling(x) }
        }
        let finished = doubled ?? joined
        return try projection.map { projection throws(TorchError) in
            try finished.map { x throws(TorchError) in try projection(x) }
        } ?? finished
    }
}
