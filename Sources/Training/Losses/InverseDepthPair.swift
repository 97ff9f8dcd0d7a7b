public import Torch

/// Predicted and true inverse depth of a batch of images, and where the truth is known: what the losses compare.
///
/// All losses live in inverse depth, which favours what is near (paper, section 3.2). Each gives one number per
/// image, so that images of different data sets can be weighed in one batch, and trimming acts per image.
public struct InverseDepthPair {
    /// B×1×rows×columns.
    public let prediction: Tensor
    /// As large; finite everywhere, whatever it holds where ``mask`` is 0.
    public let target: Tensor
    /// As large; 1 where the truth is known, else 0.
    public let mask: Tensor

    /// - Precondition: The three have one shape, B×1×rows×columns, and are float32.
    public init(prediction: Tensor, target: Tensor, mask: Tensor) {
        precondition(
            prediction.rank == 4 && prediction.shape[1] == 1 && prediction.shape == target.shape
                && prediction.shape == mask.shape,
            "losses compare maps of one shape B×1×rows×columns, not \(prediction), \(target) and \(mask)")
        self.prediction = prediction
        self.target = target
        self.mask = mask
    }

    /// Images in the batch.
    public var batch: Int { prediction.shape[0] }

    /// The mean absolute error, the paper's MAE: (1/N) Σ |C − Ĉ| over the known pixels of each image.
    ///
    /// - Parameter trimming: The share of pixels with the largest errors to leave out, per image; 0.2 on real data,
    ///   whose truth is wrong in places (paper, section 3.2).
    /// - Returns: B numbers; 0 for an image without a known pixel.
    public func absoluteError(trimming: Double = 0) throws(TorchError) -> Tensor {
        let errors = try (prediction - target).abs()
        guard trimming > 0 else { return try errors.meanPerImage(where: mask) }
        return try errors.meanOfSmallestPerImage(where: mask, share: 1 - trimming)
    }

    /// The mean absolute error of square roots: (1/N) Σ |√(C + ε) − √(Ĉ + ε)|, ε = 0.01.
    ///
    /// Not the paper's. ``absoluteError(trimming:)`` asks ten times as much of a table-top at 0.2 m as of a room, and a
    /// small network in a short training learns table-tops; behind a ReLU errors of logarithms ask a hundred times as much of
    /// what is far, whose gradients drown all others. The root stands between, and ε bounds it at the sky.
    ///
    /// - Parameter trimming: As of ``absoluteError(trimming:)``.
    /// - Returns: B numbers; 0 for an image without a known pixel.
    public func rootError(trimming: Double = 0) throws(TorchError) -> Tensor {
        let roots = InverseDepthPair(
            prediction: try (prediction + Self.offset).sqrt(),
            target: try (target + Self.offset).sqrt(), mask: mask)
        return try roots.absoluteError(trimming: trimming)
    }

    private static var offset: Double { 0.01 }

    /// The shape's error as relative errors of depth see it: (1/N) Σ |e − median(e)| with e = ln(Ĉ + ε) − ln(C + ε) and
    /// ε = 0.01.
    ///
    /// Not the paper's. A picture tells its shape, and hardly its scale, whose error is the same for all pixels and hides
    /// the shape's in a sum over them. The median counts as a constant when differentiating: as many pixels pull one way as
    /// the other, so that this leaves the scale alone. ε bounds it at the sky.
    ///
    /// - Parameter trimming: As of ``absoluteError(trimming:)``.
    /// - Returns: B numbers; 0 for an image without a known pixel.
    public func shapeError(trimming: Double = 0) throws(TorchError) -> Tensor {
        let (predicted, truth) = (try logarithm(prediction), try logarithm(target))
        let middle = try (predicted.detached() - truth).medianPerImage(where: mask)
        return try InverseDepthPair(prediction: predicted, target: truth + middle, mask: mask)
            .absoluteError(trimming: trimming)
    }

    /// How far a whole image is too near or too far: (1/N) |Σ (ln(Ĉ + ε) − ln(C + ε))|, ε = 0.01.
    ///
    /// Not the paper's. What ``shapeError(trimming:)`` leaves.
    ///
    /// - Returns: B numbers; 0 for an image without a known pixel.
    public func scaleError() throws(TorchError) -> Tensor {
        try (logarithm(prediction) - logarithm(target)).meanPerImage(where: mask).abs()
    }

    private func logarithm(_ inverse: Tensor) throws(TorchError) -> Tensor { try (inverse + Self.offset).log() }

    /// The mean squared error, MSE: (1/N) Σ (C − Ĉ)² (paper, tables 12 and 17).
    ///
    /// - Returns: B numbers.
    public func squaredError() throws(TorchError) -> Tensor {
        try (prediction - target).squared().meanPerImage(where: mask)
    }

    /// Both maps in units of their own medians.
    ///
    /// Scale and shape are learned at different speeds: in mixed scenes most of the error is the scale's, and its noise
    /// hides how walls run. The prediction's median counts as a constant when differentiating.
    public func medianScaled() throws(TorchError) -> InverseDepthPair {
        let scale = try target.medianPerImage(where: mask).clamped(Self.smallestMedian, nil)
        let own = try prediction.detached().medianPerImage(where: mask).clamped(Self.smallestMedian, nil)
        return InverseDepthPair(
            prediction: try prediction / own, target: try target / scale, mask: mask)
    }

    private static var smallestMedian: Double { 0.02 }

    /// Both maps without their scale and shift (SSI): d̃ = (d − t)/s with t the median of an image's known pixels and
    /// s their mean absolute deviation from it (Ranftl et al., 2020; paper, section 3.2).
    ///
    /// For data sets without a scale, and for the derivative losses of the first stage.
    public func normalized() throws(TorchError) -> InverseDepthPair {
        InverseDepthPair(
            prediction: try prediction.withoutScaleAndShift(where: mask),
            target: try target.withoutScaleAndShift(where: mask), mask: mask)
    }
}
