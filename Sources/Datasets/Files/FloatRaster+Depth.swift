package import Images

extension FloatRaster {
    /// The raster with every value replaced.
    package func map(_ transform: (Float) -> Float) -> FloatRaster {
        FloatRaster(width: width, height: height, values: values.map(transform))
    }

    /// Depth of disparities, `factor` / disparity: focal length × baseline for a stereo pair.
    ///
    /// - Parameter zeroIsSky: Whether what has no disparity is infinitely far; otherwise it is unknown.
    package func depth(ofDisparityWithFactor factor: Float, zeroIsSky: Bool = false) -> FloatRaster {
        map { disparity in
            if disparity > 0 { return disparity == .infinity ? .nan : factor / disparity }
            return disparity == 0 && zeroIsSky ? .infinity : .nan
        }
    }

    /// The raster with `value` wherever `mask`, brought to this raster's size, is true.
    package func setting(_ value: Float, where mask: FloatRaster, is isChosen: (Float) -> Bool) -> FloatRaster {
        let mask = mask.resizedToNearest(width: width, height: height)
        var result = self
        for index in values.indices where isChosen(mask.values[index]) { result.values[index] = value }
        return result
    }
}
