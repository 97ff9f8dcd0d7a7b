internal import Images
package import Torch

/// From the network's output to metres at the photo's size (reference: `infer`).
///
/// Inverse depth is scaled by width over focal length, stretched bilinearly, held within 1e-4 and 1e4 and inverted.
package enum DepthOutput {
    /// - Parameter canonical: 1×1×rows×columns.
    package static func metres(
        _ canonical: Tensor, width: Int, height: Int, focalLength: Double
    ) throws(TorchError) -> [Float] {
        let shape = canonical.shape
        let map = try canonical.reshaped([shape[2], shape[3]]).to(.float32) * (Double(width) / focalLength)
        let vertical = shape[2] == height ? nil : BilinearSampler(from: shape[2], to: height)
        let horizontal = shape[3] == width ? nil : BilinearSampler(from: shape[3], to: width)
        // Strips of a few megabytes, so that a large photo needs memory for its result alone.
        let stripRows = max(1, (4 << 20) / width)
        var failure: TorchError?
        let values = [Float](unsafeUninitializedCapacity: width * height) { buffer, count in
            do throws(TorchError) {
                for start in stride(from: 0, to: height, by: stripRows) {
                    let rows = start..<min(start + stripRows, height)
                    var strip = try map.sampled(vertical, axis: 0, range: rows)
                    strip = try strip.sampled(horizontal, axis: 1, range: 0..<width)
                    let target = buffer[rows.lowerBound * width..<rows.upperBound * width]
                    try strip.clamped(1e-4, 1e4).reciprocal().copy(
                        to: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: target)), as: .float32)
                }
                count = width * height
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return values
    }

    /// The network's output as it is.
    static func raster(_ canonical: Tensor) throws(TorchError) -> FloatRaster {
        let shape = canonical.shape
        return FloatRaster(width: shape[3], height: shape[2], values: try canonical.floats())
    }
}

extension Tensor {
    /// The samples `range` along `axis`; without a sampler, the elements themselves.
    fileprivate func sampled(_ sampler: BilinearSampler?, axis: Int, range: Range<Int>) throws(TorchError) -> Tensor {
        guard let sampler else { return try narrowed(axis, from: range.lowerBound, count: range.count) }
        return try sampler(self, axis: axis, range: range)
    }
}
