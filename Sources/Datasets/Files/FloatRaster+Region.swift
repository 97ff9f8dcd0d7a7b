package import Images

extension FloatRaster {
    /// The raster with NaN outside of the given rows and columns: what a benchmark's crop leaves out.
    package func keeping(rows: Range<Int>, columns: Range<Int>) -> FloatRaster {
        var result = self
        for y in 0..<height {
            for x in 0..<width where !(rows.contains(y) && columns.contains(x)) {
                result.values[y * width + x] = .nan
            }
        }
        return result
    }
}
