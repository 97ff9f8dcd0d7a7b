internal import DepthPro
internal import Foundation
internal import Torch

/// Takes weights of a network that counts focal lengths in one unit over into one that counts in another, so that what it
/// says of pictures of 4:3 stays as it was.
///
/// Canonical inverse depth is proportional to the head's last convolution. The angle that one unit spans is nearly a
/// straight line over the other's between a wide lens and a long one: within 0.15° from 50° to 80° of the width.
struct FocalUnitChange {
    private let ratio: Double
    private let angles: (factor: Double, offset: Double)
    private let lastOfFieldOfView: String
    private let output: HeadOutput

    /// `nil` where both count alike.
    init?(from source: DepthProConfiguration, to target: DepthProConfiguration) {
        guard source.focalUnit != target.focalUnit else { return nil }
        let (old, new) = (
            source.focalUnit.pixels(width: 4, height: 3), target.focalUnit.pixels(width: 4, height: 3)
        )
        ratio = old / new
        output = target.output
        // Focal lengths that span 55° and 75° of a picture's width of 4.
        let lenses = [55.0, 75.0].map { 2 / tan($0 * .pi / 360) }
        func degrees(_ unit: Double) -> [Double] { lenses.map { 2 * atan(0.5 * unit / $0) * 180 / .pi } }
        let (before, after) = (degrees(old), degrees(new))
        let factor = (after[1] - after[0]) / (before[1] - before[0])
        angles = (factor, after[0] - factor * before[0])
        lastOfFieldOfView = "fov.head.\(2 * (target.fieldOfView?.headLayers ?? 0))."
    }

    /// What becomes of the tensor of that name.
    func callAsFunction(_ tensor: Tensor, _ name: String) throws(TorchError) -> Tensor {
        switch name {
        case "head.4.bias" where output == .logarithm: try tensor.to(.float32) + log(ratio)
        case "head.4.weight" where output == .logarithm: tensor
        case "head.4.weight", "head.4.bias": try tensor.to(.float32) * ratio
        case lastOfFieldOfView + "weight": try tensor.to(.float32) * angles.factor
        case lastOfFieldOfView + "bias": try tensor.to(.float32) * angles.factor + angles.offset
        default: tensor
        }
    }
}
