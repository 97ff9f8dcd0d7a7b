internal import Torch

extension DepthProNetwork.Output {
    /// The mean of what the network gives for a picture and for its mirror image.
    ///
    /// Of logarithms for networks that tell them, else of inverse depths: a ReLU's 0, the sky, has no logarithm.
    ///
    /// - Parameter mirrored: What it gives for the mirror image, as it comes.
    func mean(withMirrored mirrored: Self, output: HeadOutput) throws(TorchError) -> Self {
        let other = try mirrored.canonicalInverseDepth.flipped(3).to(.float32)
        let own = try canonicalInverseDepth.to(.float32)
        let mean =
            switch output {
            case .inverseDepth: try (own + other) * 0.5
            case .logarithm: try (own * other).sqrt()
            }
        var degrees = fieldOfView
        if let fieldOfView, let its = mirrored.fieldOfView {
            degrees = try (fieldOfView.to(.float32) + its.to(.float32)) * 0.5
        }
        return Self(canonicalInverseDepth: try mean.to(canonicalInverseDepth.scalarType), fieldOfView: degrees)
    }
}
