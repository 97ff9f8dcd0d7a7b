internal import Torch

/// The transposed convolutions by which the decoder and the head double their maps, kept so that a pixel becomes four alike.
///
/// Free to differ, the four do so before a short training has anything to say about single pixels, and depth is a
/// checkerboard. What tells neighbours apart is then left to the convolutions that follow. The encoder's transposed convolutions
/// stay free: they unfold what a token knows of the inside of its patch.
struct EvenDoublings {
    private let weights: [Tensor]

    /// - Parameters:
    ///   - moving: Weights; what is no such doubling is passed over.
    ///   - names: Their names, Apple's.
    init(_ moving: [Tensor], names: [String]) {
        weights = zip(moving, names).filter { Self.isDoubling($0.1) && $0.0.rank == 4 }.map(\.0)
    }

    /// Gives every weight the mean of its four.
    func applyToWeights() throws {
        try withoutGradients {
            for weight in weights { try weight.copyInPlace(from: Self.even(weight.detached())) }
        }
    }

    /// Gives every gradient the mean of its four, with which any optimiser keeps weights even that are so.
    func applyToGradients() throws {
        for weight in weights {
            if let gradient = try weight.gradient() { try weight.setGradient(Self.even(gradient)) }
        }
    }

    private static func isDoubling(_ name: String) -> Bool {
        name.hasPrefix("decoder.fusions.") && name.hasSuffix(".deconv.weight") || name == "head.1.weight"
    }

    private static func even(_ kernels: Tensor) throws(TorchError) -> Tensor {
        try kernels.mean([2, 3], keepingAxes: true).expanded(kernels.shape).cloned()
    }
}
