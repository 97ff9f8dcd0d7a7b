package import Images
package import Torch

/// From a photo's pixels to the network's input: scaled to [-1, 1], then stretched to its size: bilinear
/// without antialiasing, as the reference does, or with it, where the network was trained so.
package enum ImageInput {
    /// Nothing waits for a GPU here: the bytes are copied, and stretched there, in their turn.
    ///
    /// - Returns: 1×3×rows×columns, float32.
    package static func tensor(
        _ image: RGBImage, rows: Int, columns: Int, antialiases: Bool = false, device: Device
    ) throws(TorchError) -> Tensor {
        if antialiases, image.height > rows || image.width > columns {
            return device.kind == .cuda && image.width * image.height <= largestShrunkThere
                ? try shrunkByTorch(image, rows: rows, columns: columns, device: device)
                : try shrunk(image, rows: rows, columns: columns).to(device)
        }
        // Rows and columns of neighbours are gathered as bytes, so that no float copy of a large photo exists.
        let vertical = image.height == rows ? nil : BilinearSampler(from: image.height, to: rows)
        let horizontal = image.width == columns ? nil : BilinearSampler(from: image.width, to: columns)
        let pixels = try Tensor.uploading(image.pixels, shape: [image.height, image.width, 3], to: device)
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

    /// Pixels of the largest photo that a GPU shrinks: one colour of it is 0.25 GB of float32 there.
    private static let largestShrunkThere = 64 << 20

    /// The same filter by libtorch, a colour at a time.
    package static func shrunkByTorch(
        _ image: RGBImage, rows: Int, columns: Int, device: Device
    ) throws(TorchError) -> Tensor {
        let pixels = try Tensor.uploading(image.pixels, shape: [image.height, image.width, 3], to: device)
        var planes: [Tensor] = []
        for color in 0..<3 {
            let plane = try pixels.narrowed(2, from: color, count: 1).reshaped([1, 1, image.height, image.width])
            planes.append(try plane.to(.float32).resizedBilinear(rows: rows, columns: columns, antialias: true))
        }
        return try Tensor.concatenated(planes, axis: 1) / 127.5 - 1
    }

    private static func scaled(_ bytes: Tensor) throws(TorchError) -> Tensor {
        try (bytes.to(.float32) / 255 - 0.5) / 0.5
    }
}
