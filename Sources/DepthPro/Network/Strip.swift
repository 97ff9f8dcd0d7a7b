internal import Torch

/// Neighbouring rows of an image's map.
///
/// The last levels of the decoder are large (a 1.2 GB tensor at 1536² in float32), so they are computed strip by strip.
/// A 3×3 convolution pads with zeros at the image's own borders only, and loses a row at each other end of a strip:
/// the results equal those of the whole image.
struct Strip {
    /// B×C×rows×columns.
    let tensor: Tensor
    /// Which rows of the whole these are.
    let rows: Range<Int>
    /// Rows of the whole.
    let total: Int

    /// The rows `wanted` of a whole map.
    init(_ whole: Tensor, rows wanted: Range<Int>) throws(TorchError) {
        self.init(
            tensor: try whole.narrowed(2, from: wanted.lowerBound, count: wanted.count), rows: wanted,
            total: whole.shape[2])
    }

    /// A whole map as one strip.
    init(_ whole: Tensor) { self.init(tensor: whole, rows: 0..<whole.shape[2], total: whole.shape[2]) }

    /// A whole map, computed strip by strip.
    ///
    /// - Parameters:
    ///   - rows: Rows of the maps that `body` starts from.
    ///   - step: How many of them to take at a time.
    ///   - halo: How many more `body` loses at each end of a strip.
    ///   - body: Given the rows to start from, computes the strip of the result that they suffice for.
    static func assembled(
        rows: Int, by step: Int, halo: Int, _ body: (Range<Int>) throws(TorchError) -> Strip
    ) throws(TorchError) -> Tensor {
        var whole: Tensor?
        for start in stride(from: 0, to: rows, by: step) {
            let end = min(start + step, rows)
            let strip = try body(max(0, start - halo)..<min(rows, end + halo))
            guard end - start < rows else { return strip.tensor }
            let factor = strip.total / rows
            let wanted = try strip.cropped(to: start * factor..<end * factor).tensor
            if whole == nil { whole = try wanted.emptyLike(rows: strip.total) }
            guard let whole else { break }
            try whole.narrowed(2, from: start * factor, count: (end - start) * factor).copyInPlace(from: wanted)
        }
        guard let whole else { preconditionFailure("a map without rows") }
        return whole
    }

    private init(tensor: Tensor, rows: Range<Int>, total: Int) {
        self.tensor = tensor
        self.rows = rows
        self.total = total
    }

    private var touchesTop: Bool { rows.lowerBound == 0 }
    private var touchesBottom: Bool { rows.upperBound == total }

    /// An operation on every pixel by itself.
    func map(_ body: (Tensor) throws(TorchError) -> Tensor) throws(TorchError) -> Strip {
        Strip(tensor: try body(tensor), rows: rows, total: total)
    }

    /// An operation that makes two rows of each.
    func doubled(_ body: (Tensor) throws(TorchError) -> Tensor) throws(TorchError) -> Strip {
        Strip(tensor: try body(tensor), rows: rows.lowerBound * 2..<rows.upperBound * 2, total: total * 2)
    }

    /// A 3×3 convolution with one zero around the image.
    ///
    /// - Parameters:
    ///   - hasInputRelu: Counts negative elements of these rows as 0.
    ///   - hasOutputRelu: Replaces negative elements of the result by 0, after the addition.
    ///   - addends: Strips of the same image and channels, of at least the result's rows, which are added.
    func convolved(
        _ convolution: Convolution2D, hasInputRelu: Bool = false, hasOutputRelu: Bool = false,
        adding addends: [Strip] = []
    ) throws(TorchError) -> Strip {
        let apply = { (x: Tensor, paddingRows: Int, rows: Range<Int>) throws(TorchError) -> Tensor in
            var parts = ConvolutionParts(hasInputRelu: hasInputRelu, hasOutputRelu: hasOutputRelu)
            for addend in addends { parts.addends.append(try addend.cropped(to: rows).tensor) }
            return try convolution(x, paddingRows: paddingRows, parts)
        }
        if touchesTop && touchesBottom { return try map { x throws(TorchError) in try apply(x, 1, rows) } }
        let lower = rows.lowerBound + (touchesTop ? 0 : 1)
        let upper = rows.upperBound - (touchesBottom ? 0 : 1)
        let padded =
            touchesTop || touchesBottom
            ? try tensor.padded([0, 0, touchesTop ? 1 : 0, touchesBottom ? 1 : 0]) : tensor
        return Strip(tensor: try apply(padded, 0, lower..<upper), rows: lower..<upper, total: total)
    }

    /// The same by a convolution that holds the layer before it.
    func convolved(_ composed: ComposedConvolution) throws(TorchError) -> Strip {
        let strip = try convolved(composed.convolution)
        try composed.border?.subtract(from: strip.tensor, isFirst: strip.touchesTop, isLast: strip.touchesBottom)
        return strip
    }

    /// The rows `wanted`, which must be among these.
    func cropped(to wanted: Range<Int>) throws(TorchError) -> Strip {
        guard wanted != rows else { return self }
        precondition(rows.lowerBound <= wanted.lowerBound && wanted.upperBound <= rows.upperBound)
        let tensor = try tensor.narrowed(2, from: wanted.lowerBound - rows.lowerBound, count: wanted.count)
        return Strip(tensor: tensor, rows: wanted, total: total)
    }

    /// With the same rows of a whole map added.
    func adding(_ whole: Tensor) throws(TorchError) -> Strip {
        let own = try Strip(whole, rows: rows).tensor
        return try map { x throws(TorchError) in try x + own }
    }

    /// Adds the same rows of `other`, which may have more, in place.
    func addInPlace(_ other: Strip) throws(TorchError) { try tensor += other.cropped(to: rows).tensor }
}

extension Tensor {
    /// Memory for a map like this one with other rows, channels last if this one is.
    fileprivate func emptyLike(rows: Int) throws(TorchError) -> Tensor {
        var shape = shape
        shape[2] = rows
        let isChannelsLast = !isContiguous && shape[1] > 1
        guard isChannelsLast else { return try .empty(shape, type: scalarType, device: device) }
        let nhwc = [shape[0], shape[2], shape[3], shape[1]]
        return try Tensor.empty(nhwc, type: scalarType, device: device).permuted([0, 3, 1, 2])
    }
}
