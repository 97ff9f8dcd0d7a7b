package import Images

/// How the numbers of a depth file stand for distances.
package struct DepthEncoding: Sendable {
    /// The numbers that stand for sky, beside infinity.
    package enum Sky: Sendable {
        /// This very number.
        case equal(Float)
        /// This number and all above.
        case atLeast(Float)
    }

    /// Metres, or the set's own unit, per unit of the file.
    package var unit: Float
    /// `nil` where the file has no sky.
    package var sky: Sky?

    package init(unit: Float, sky: Sky? = nil) {
        self.unit = unit
        self.sky = sky
    }

    /// Depth as ``DepthSample/depth`` has it: infinity for sky; NaN for 0, negative numbers and NaN.
    package func decode(_ raw: FloatRaster) -> FloatRaster {
        var depth = raw
        for index in depth.values.indices { depth.values[index] = decode(depth.values[index]) }
        return depth
    }

    private func decode(_ value: Float) -> Float {
        switch sky {
        case .equal(let sky) where value == sky: return .infinity
        case .atLeast(let sky) where value >= sky: return .infinity
        default: return value > 0 ? value * unit : .nan
        }
    }
}
