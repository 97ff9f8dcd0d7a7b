package import Images
package import Torch

/// From a photo's pixels to the network's input: scaled to [-1, 1], then stretched to its size: bilinear
/// without antialiasing, as the reference does, or with it, where the network was trained so.
package enum ImageInput {
    /// - Returns: 1×3×rows×columns, float32.
    package static func tensor(
        _ image: RGBImage, rows: Int, columns: Int, antialiases: Bool = false, device: Device
    ) throws(TorchError) -> Tensor {
        if antialiases, image.height > rows || image.width > columns {
            return try shrunk(image, rows: rows, columns: columns).to(device)
        }
        // Rows and columns of neighbours are gathered as bytes, so that no float copy of a large photo exists.
        let vertical = image.height == rows ? nil : BilinearSampler(from: image.height, to: rows)
        let horizontal = image.width == columns ? nil : BilinearSampler(from: image.width, to: columns)
        let pixels = try Tensor(uint8: image.pixels, shape: [image.height, image.width, 3]).to(device)
        let columnsSampled = { (bytes: Tensor) throws(TorchError) -> Tensor in
            guard let horizontal else { return try scaled(bytes) }
            return try horizontal(bytes, axis: 1, convert: scaled)
        }
        let sampled: Tensor
        if let vertical {
            sampled = try vertical(pixels, axis: 0, convert: columnsSampled)
        } else {
            sampled = try columnsSampled(pixels)
        }
        return try sampled.permuted([2, 0, 1]).unsqueezed(0).contiguous()
    }

    private static func shrunk(_ image: RGBImage, rows: Int, columns: Int) throws(TorchError) -> Tensor {
        let planes = image.planes(
            columns: AxisFilter(extent: Double(image.width), count: columns, limit: image.width, antialiases: true),
            rows: AxisFilter(extent: Double(image.height), count: rows, limit: image.height, antialiases: true))
        return try Tensor(planes, shape: [1, 3, rows, columns]) / 127.5 - 1
    }

    private static func scaled(_ bytes: Tensor) throws(TorchError) -> Tensor {
        try (bytes.to(.float32) / 255 - 0.5) / 0.5
    }
}
