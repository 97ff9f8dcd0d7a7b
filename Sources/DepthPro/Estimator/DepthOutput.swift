internal import Images
package import Torch

/// From the network's output to metres at the photo's size (reference: `infer`).
///
/// Canonical inverse depth is divided by the focal length in the network's units, as a rule widths, stretched bilinearly,
/// held within 1e-4 and 1e4 and inverted.
package enum DepthOutput {
    /// - Parameters:
    ///   - canonical: 1×1×rows×columns.
    ///   - focalLength: In pixels of a picture of that size.
    ///   - unit: The network's.
    package static func metres(
        _ canonical: Tensor, width: Int, height: Int, focalLength: Double, unit: FocalUnit
    ) throws(TorchError) -> [Float] {
        let map = try plane(canonical) * (unit.pixels(width: Double(width), height: Double(height)) / focalLength)
        return try array(map, width: width, height: height)
    }

    /// Begins to compute metres; on a GPU nothing waits.
    ///
    /// - Parameters:
    ///   - canonical: 1×1×rows×columns.
    ///   - unitOverFocalLength: One number, as a tensor beside `canonical`.
    ///   - isDirect: Whether the numbers go straight to their array, as they do where no copy is saved by waiting.
    package static func arrivingMetres(
        _ canonical: Tensor, width: Int, height: Int, unitOverFocalLength: Tensor, isDirect: Bool
    ) throws(TorchError) -> ArrivingFloats {
        let map = try plane(canonical) * unitOverFocalLength
        guard !isDirect else { return .here(try array(map, width: width, height: height)) }
        let host = try Tensor.host([height, width], type: .float32, for: canonical.device)
        try forEachStrip(of: map, width: width, height: height) { (rows, strip) throws(TorchError) in
            try strip.download(to: host.narrowed(0, from: rows.lowerBound, count: rows.count))
        }
        return .onItsWay(host)
    }

    /// The network's output as it is.
    package static func arriving(_ canonical: Tensor, isDirect: Bool) throws(TorchError) -> ArrivingFloats {
        guard !isDirect else { return .here(try canonical.floats()) }
        let host = try Tensor.host(canonical.shape, type: .float32, for: canonical.device)
        try canonical.to(.float32).contiguous().download(to: host)
        return .onItsWay(host)
    }

    private static func plane(_ canonical: Tensor) throws(TorchError) -> Tensor {
        try canonical.reshaped([canonical.shape[2], canonical.shape[3]]).to(.float32)
    }

    private static func array(_ map: Tensor, width: Int, height: Int) throws(TorchError) -> [Float] {
        var failure: TorchError?
        let values = [Float](unsafeUninitializedCapacity: width * height) { buffer, count in
            do throws(TorchError) {
                try forEachStrip(of: map, width: width, height: height) { (rows, strip) throws(TorchError) in
                    let target = buffer[rows.lowerBound * width..<rows.upperBound * width]
                    try strip.copy(
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

    /// Strips of a few megabytes, so that a large photo needs memory for its result alone.
    private static func forEachStrip(
        of map: Tensor, width: Int, height: Int, _ body: (Range<Int>, Tensor) throws(TorchError) -> Void
    ) throws(TorchError) {
        let shape = map.shape
        let vertical = shape[0] == height ? nil : BilinearSampler(from: shape[0], to: height)
        let horizontal = shape[1] == width ? nil : BilinearSampler(from: shape[1], to: width)
        let stripRows = max(1, (4 << 20) / width)
        for start in stride(from: 0, to: height, by: stripRows) {
            let rows = start..<min(start + stripRows, height)
            var strip = try map.sampled(vertical, axis: 0, range: rows)
            strip = try strip.sampled(horizontal, axis: 1, range: 0..<width)
            try body(rows, strip.clamped(1e-4, 1e4).reciprocal())
        }
    }
}

extension Tensor {
    /// The samples `range` along `axis`; without a sampler, the elements themselves.
    fileprivate func sampled(_ sampler: BilinearSampler?, axis: Int, range: Range<Int>) throws(TorchError) -> Tensor {
        guard let sampler else { return try narrowed(axis, from: range.lowerBound, count: range.count) }
        return try sampler(self, axis: axis, range: range)
    }
}
