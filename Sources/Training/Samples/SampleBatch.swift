internal import Torch

/// Samples side by side, as tensors.
struct SampleBatch {
    /// B×3×rows×columns in [-1, 1].
    let images: Tensor
    /// B×1×rows×columns.
    let inverseDepth: Tensor
    /// B×1×rows×columns, 1 or 0.
    let mask: Tensor
    /// B degrees.
    let fieldOfView: Tensor
    /// Of each image.
    let groups: [SampleGroup]
    /// Whether each image's camera is known.
    let hasCamera: [Bool]

    init(_ samples: [PreparedSample], rows: Int, columns: Int, device: Device) throws(TorchError) {
        let count = samples.count
        func joined(_ part: (PreparedSample) -> [Float], _ channels: Int) throws(TorchError) -> Tensor {
            try Tensor(samples.flatMap(part), shape: [count, channels, rows, columns]).to(device)
        }
        images = try joined(\.pixels, 3)
        inverseDepth = try joined(\.inverseDepth, 1)
        mask = try joined(\.mask, 1)
        hasCamera = samples.map { $0.fieldOfView.isFinite }
        fieldOfView = try Tensor(samples.map { $0.fieldOfView.isFinite ? $0.fieldOfView : 0 }, shape: [count])
            .to(device)
        groups = samples.map(\.group)
    }
}
