public import Torch

/// The losses that a recipe can ask for, by the paper's names.
public enum LossTerm: String, Sendable, Hashable, Codable, CaseIterable {
    /// Mean absolute error of canonical inverse depth.
    case mae
    /// ``mae`` of square roots, which what is near does not rule.
    case rootMAE = "root-mae"
    /// ``rootMAE`` after scaling the prediction to the truth's median: the shape alone.
    case scaledRootMAE = "scaled-root-mae"
    /// The shape's error as relative errors of depth see it: of logarithms, without the whole image's.
    case logShape = "log-shape"
    /// How far a whole image is too near or too far, as a logarithm: the scale alone.
    case logScale = "log-scale"
    /// Mean squared error.
    case mse
    /// Mean absolute gradient error: Scharr, p = 1, six scales.
    case mage
    /// Mean absolute Laplace error.
    case male
    /// Mean squared gradient error: Scharr, p = 2.
    case msge
    /// ``mae`` after removing scale and shift.
    case ssiMAE = "ssi-mae"
    /// ``mage`` after removing scale and shift.
    case ssiMAGE = "ssi-mage"

    /// Of each image.
    ///
    /// - Parameter trimming: See ``InverseDepthPair/absoluteError(trimming:)``; the derivative losses are not trimmed.
    public func callAsFunction(_ pair: InverseDepthPair, trimming: Double = 0) throws(TorchError) -> Tensor {
        switch self {
        case .mae: try pair.absoluteError(trimming: trimming)
        case .rootMAE: try pair.rootError(trimming: trimming)
        case .scaledRootMAE: try pair.medianScaled().rootError(trimming: trimming)
        case .logShape: try pair.shapeError(trimming: trimming)
        case .logScale: try pair.scaleError()
        case .mse: try pair.squaredError()
        case .mage: try pair.derivativeError(.scharr)
        case .male: try pair.derivativeError(.laplace)
        case .msge: try pair.derivativeError(.scharr, power: 2)
        case .ssiMAE: try pair.normalized().absoluteError(trimming: trimming)
        case .ssiMAGE: try pair.normalized().derivativeError(.scharr)
        }
    }
}
