public import Images

extension FloatRaster {
    /// The raster at another size, interpolated bilinearly between the four nearest pixel centres.
    ///
    /// Corners are not aligned: the centre of output pixel `x` lies at `(x + 0.5) * width / newWidth - 0.5`; beyond
    /// the outermost centres the border's value goes on. Nothing is smoothed on the way down. This is how Depth Pro
    /// brings predictions to the resolution of the ground truth (section C.6), and equals PyTorch's `interpolate` with
    /// `mode="bilinear", align_corners=False`. A value that is not finite spreads to its neighbours.
    ///
    /// - Parameters:
    ///   - newWidth: Pixels across of the result, at least 1.
    ///   - newHeight: Pixels down of the result, at least 1.
    public func resizedBilinearly(width newWidth: Int, height newHeight: Int) -> FloatRaster {
        if newWidth == width && newHeight == height { return self }
        let columns = Self.samples(from: width, to: newWidth)
        let rows = Self.samples(from: height, to: newHeight)
        var result: [Float] = []
        result.reserveCapacity(newWidth * newHeight)
        for row in rows {
            let (upper, lower) = (row.first * width, row.second * width)
            for column in columns {
                let above = column.mix(values[upper + column.first], values[upper + column.second])
                let below = column.mix(values[lower + column.first], values[lower + column.second])
                result.append(Float(above * (1 - row.fraction) + below * row.fraction))
            }
        }
        return FloatRaster(width: newWidth, height: newHeight, values: result)
    }

    /// Two neighbours along one axis and how much the second weighs.
    private struct Sample {
        let first: Int
        let second: Int
        let fraction: Double

        func mix(_ a: Float, _ b: Float) -> Double { Double(a) * (1 - fraction) + Double(b) * fraction }
    }

    private static func samples(from count: Int, to newCount: Int) -> [Sample] {
        let step = Double(count) / Double(newCount)
        return (0..<newCount).map { index in
            let position = max((Double(index) + 0.5) * step - 0.5, 0)
            let first = min(Int(position), count - 1)
            return Sample(first: first, second: min(first + 1, count - 1), fraction: position - Double(first))
        }
    }
}
