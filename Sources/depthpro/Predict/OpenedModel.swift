import DepthPro

/// A network and what people call it.
struct OpenedModel {
    let name: String
    let estimator: DepthEstimator
}
