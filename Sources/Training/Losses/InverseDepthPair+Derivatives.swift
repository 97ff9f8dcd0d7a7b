public import Torch

extension InverseDepthPair {
    /// What the multi-scale losses differentiate by.
    public enum Derivative: Sendable, Hashable {
        /// First derivatives along columns and rows, by the kernels of Scharr (2000), per pixel.
        case scharr
        /// The second derivative: the mean of the four neighbours less the pixel.
        case laplace
    }

    /// The multi-scale derivative loss: L = (1/M) Σⱼ (1/Nⱼ) Σᵢ |∇Cᵢʲ − ∇Ĉᵢʲ|ᵖ (paper, section 3.2).
    ///
    /// MAGE is Scharr with p = 1, MALE Laplace with p = 1, MSGE Scharr with p = 2, each over six scales. Where the
    /// paper is silent: scale j + 1 is scale j blurred by (1 3 3 1)/8 in both directions and halved, so that pixels
    /// stay the means of blocks of two by two; the powers along columns and rows are added; kernels are scaled to
    /// derivatives per pixel; a pixel counts where the whole kernel lies on known pixels, and a pixel of a
    /// coarser scale is known where more than half of the blur's weight is. Everything being linear, the difference of
    /// the maps is differentiated once instead of each map.
    ///
    /// - Parameters:
    ///   - power: p, 1 or 2.
    ///   - scales: M; fewer where the map becomes smaller than the kernel.
    /// - Returns: B numbers.
    public func derivativeError(
        _ derivative: Derivative, power: Int = 1, scales: Int = 6
    ) throws(TorchError) -> Tensor {
        precondition(power == 1 || power == 2, "a derivative loss of power \(power)")
        let kernels = try derivative.kernels(on: prediction.device)
        let ones = try Tensor.ones([1, 1, 3, 3], device: prediction.device)
        var difference = try (prediction - target) * mask
        var known = mask
        var total = try Tensor.zeros([batch], device: prediction.device)
        var count = 0
        while count < scales, difference.shape[2] >= 3, difference.shape[3] >= 3 {
            let slopes = try difference.convolved(kernels)
            let sizes = try power == 1 ? slopes.abs() : slopes.squared()
            let whole = try (known.convolved(ones) .> 8.5).to(.float32)
            total = try total + sizes.sum([1], keepingAxes: true).meanPerImage(where: whole)
            count += 1
            (difference, known) = try Self.halved(difference, known)
        }
        return try total / Double(max(count, 1))
    }

    private static func halved(_ map: Tensor, _ known: Tensor) throws(TorchError) -> (Tensor, Tensor) {
        let row: [Float] = [1, 3, 3, 1].map { $0 / 8 }
        let blur = try Tensor(row.flatMap { a in row.map { a * $0 } }, shape: [1, 1, 4, 4]).to(map.device)
        let geometry = ConvolutionGeometry(stride: 2, padding: 1)
        let weight = try known.convolved(blur, geometry)
        let isKnown = try (weight .> 0.5).to(.float32)
        return (try map.convolved(blur, geometry) / weight.clamped(1e-6, nil) * isKnown, isKnown)
    }
}

extension InverseDepthPair.Derivative {
    fileprivate func kernels(on device: Device) throws(TorchError) -> Tensor {
        switch self {
        case .scharr:
            let along: [Float] = [-3, 0, 3, -10, 0, 10, -3, 0, 3].map { $0 / 32 }
            let down: [Float] = [-3, -10, -3, 0, 0, 0, 3, 10, 3].map { $0 / 32 }
            return try Tensor(along + down, shape: [2, 1, 3, 3]).to(device)
        case .laplace:
            return try Tensor([0, 0.25, 0, 0.25, -1, 0.25, 0, 0.25, 0], shape: [1, 1, 3, 3]).to(device)
        }
    }
}
