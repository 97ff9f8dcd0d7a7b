internal import Torch

/// Makes patches by convolutions that halve the picture again and again, instead of by one product with all pixels of a
/// patch (the hybrid of Dosovitskiy et al., 2021, section 3.1; Xiao et al., 2021).
struct ConvolutionalStem {
    private let stages: [Stage]

    init(_ parameters: Parameters, _ stem: VisionTransformerConfiguration.Stem) throws(TorchError) {
        var inputs = 3
        var stages: [Stage] = []
        for (index, width) in stem.widths.enumerated() {
            stages.append(
                try Stage(
                    parameters / index, inputs: inputs, outputs: width, normalises: stem.hasBatchNorm,
                    filters: index == 0 ? stem.filters : nil))
            inputs = width
        }
        self.stages = stages
    }

    /// - Parameter images: N×3×rows×columns.
    /// - Returns: A map a stage, each half as large as the one before.
    func callAsFunction(_ images: Tensor) throws(TorchError) -> [Tensor] {
        var maps: [Tensor] = []
        for stage in stages { maps.append(try stage(maps.last ?? images)) }
        return maps
    }

    /// Two 3×3 convolutions, the first of stride 2, each followed by a ReLU. Behind fixed filters, which halve the picture
    /// themselves, the first is 1×1.
    private struct Stage {
        private let bank: GaborBank?
        private let first: Convolution2D
        private let second: Convolution2D
        private let firstNorm: BatchNorm2D?
        private let secondNorm: BatchNorm2D?

        init(
            _ parameters: Parameters, inputs: Int, outputs: Int, normalises: Bool,
            filters: VisionTransformerConfiguration.Stem.Filters?
        ) throws(TorchError) {
            switch filters {
            case .gabor:
                bank = try GaborBank()
                first = try Convolution2D(
                    parameters / "conv1", inputs: GaborBank.channels, outputs: outputs, size: 1)
            case nil:
                bank = nil
                first = try Convolution2D(
                    parameters / "conv1", inputs: inputs, outputs: outputs, size: 3, stride: 2, padding: 1)
            }
            firstNorm = normalises ? try BatchNorm2D(parameters / "norm1", channels: outputs) : nil
            second = try Convolution2D(parameters / "conv2", inputs: outputs, outputs: outputs, size: 3, padding: 1)
            secondNorm = normalises ? try BatchNorm2D(parameters / "norm2", channels: outputs) : nil
        }

        func callAsFunction(_ input: Tensor) throws(TorchError) -> Tensor {
            let x = try bank?(input) ?? input
            guard let firstNorm, let secondNorm else { return try second.relu(first.relu(x)) }
            let hidden = try normalized(first(x), firstNorm).relu()
            return try normalized(second(hidden), secondNorm).relu()
        }

        /// By the batch's own statistics while gradients are recorded, which is in training alone.
        private func normalized(_ x: Tensor, _ norm: BatchNorm2D) throws(TorchError) -> Tensor {
            try norm(x, training: x.requiresGradient)
        }
    }
}
