package import Torch

/// The whole network: from images to canonical inverse depth and field of view (paper, figure 3).
package final class DepthProNetwork {
    /// How a pass trades memory for time; results do not depend on it beyond rounding.
    package struct Schedule: Sendable {
        /// Tiles of one image that go through the patch encoder at once.
        package var tilesPerPass: Int
        /// Rows of the finest map that the decoder computes at a time.
        package var stripRows: Int
        /// Whether the backward pass computes the transformers' blocks again instead of keeping their activations.
        package var recomputesBlocks = false

        package init(tilesPerPass: Int, stripRows: Int) {
            self.tilesPerPass = tilesPerPass
            self.stripRows = stripRows
        }

        /// Everything at once, as training wants it.
        package static func training(recomputesBlocks: Bool) -> Schedule {
            var schedule = Schedule.whole
            schedule.recomputesBlocks = recomputesBlocks
            return schedule
        }

        /// Everything at once, for small inputs.
        package static let whole = Schedule(tilesPerPass: .max / 2, stripRows: .max / 2)

        /// Bounded memory: the hidden features of a pass of tiles, and a map's strip, stay near `budget` bytes each.
        ///
        /// - Parameter elementSize: Bytes of a number of the arithmetic.
        package static func fitting(
            _ configuration: DepthProConfiguration, batch: Int, budget: Int, elementSize: Int = 4
        ) -> Schedule {
            let encoder = configuration.patchEncoder
            let tokens = 1 + encoder.gridSize * encoder.gridSize
            let perTile = batch * tokens * encoder.feedForwardWidth * elementSize
            let base = configuration.baseMapSize(rows: configuration.inputRows, columns: configuration.inputColumns)
            let perRow = batch * configuration.decoderWidth * (base.columns << configuration.levelCount) * elementSize
            let rows = max(1, base.rows << configuration.levelCount)
            // Strips of one height: a small last one costs its halo and saves nothing.
            let strips = (rows - 1) / min(rows, max(16, budget / max(1, perRow))) + 1
            return Schedule(
                tilesPerPass: max(1, budget / max(1, perTile)), stripRows: (rows + strips - 1) / strips)
        }
    }

    /// What a pass gives.
    package struct Output {
        /// B×1×rows×columns; metric depth is focal length over (width · this).
        package let canonicalInverseDepth: Tensor
        /// Horizontal, in degrees, B; `nil` where not asked for or not estimated by this network.
        package let fieldOfView: Tensor?
    }

    package let configuration: DepthProConfiguration
    private let encoder: MultiscaleEncoder
    private let decoder: MultiresolutionDecoder
    private let fieldOfView: FieldOfViewNetwork?

    /// Builds the network out of the tensors that `parameters` gives.
    package init(_ configuration: DepthProConfiguration, _ parameters: Parameters) throws(TorchError) {
        self.configuration = configuration
        encoder = try MultiscaleEncoder(parameters / "encoder", configuration)
        decoder = try MultiresolutionDecoder(parameters, configuration)
        if let own = configuration.fieldOfView {
            fieldOfView = try FieldOfViewNetwork(parameters / "fov", configuration, own)
        } else {
            fieldOfView = nil
        }
    }

    /// Whether the network can estimate the field of view.
    package var estimatesFieldOfView: Bool { fieldOfView != nil }

    /// One pass.
    ///
    /// - Parameters:
    ///   - images: B×3×rows×columns, values in [-1, 1].
    ///   - wantsFieldOfView: Saves the field-of-view network's part where false.
    package func callAsFunction(
        _ images: Tensor, wantsFieldOfView: Bool = true, schedule: Schedule = .whole, observe: StageObserver? = nil
    ) throws(TorchError) -> Output {
        var ownFeatures: Tensor?
        var features = try encoder(
            images, schedule, beside: SideQueue(images.device), observe: observe,
            alongside: { () throws(TorchError) in
                if wantsFieldOfView { ownFeatures = try fieldOfView?.features(images, observe: observe) }
            })
        let coarse = try decoder.coarse(taking: &features.skips, stripRows: schedule.stripRows, observe: observe)
        let degrees = try ownFeatures.flatMap { own throws(TorchError) in
            try fieldOfView?(own, lowest: coarse.lowest, observe: observe)
        }
        let finishFinest = { [encoder] (rows: Tensor) throws(TorchError) -> Tensor in
            let finished = try encoder.finishFinest(rows)
            try observe?(encoder.finestName, finished)
            return finished
        }
        let depth = try decoder.fine(
            coarse, finest: encoder.projectFinest(features.finest), finishFinest: finishFinest,
            detail: encoder.projectFinestDetail(features.finestDetail), stripRows: schedule.stripRows, observe: observe)
        try observe?("head", depth)
        return Output(canonicalInverseDepth: depth, fieldOfView: degrees)
    }

    /// The field of view alone, in degrees, B; nothing is recorded of the depth network, whose features stay as they are
    /// (paper, section 3.3).
    ///
    /// - Precondition: ``estimatesFieldOfView``.
    package func fieldOfView(of images: Tensor) throws -> Tensor {
        guard let fieldOfView else { preconditionFailure("this network does not estimate the field of view") }
        let lowest = try withoutGradients { try decoder.lowest(encoder.coarsest(images)) }
        return try fieldOfView(fieldOfView.features(images, observe: nil), lowest: lowest, observe: nil)
    }
}
