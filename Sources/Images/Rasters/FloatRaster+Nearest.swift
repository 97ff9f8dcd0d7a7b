extension FloatRaster {
    /// The raster at another size, every pixel with the value nearest to its middle: depths are never mixed across an
    /// edge, nor with the marks for unknown and sky.
    package func resizedToNearest(width newWidth: Int, height newHeight: Int) -> FloatRaster {
        guard (newWidth, newHeight) != (width, height) else { return self }
        let columns = (0..<newWidth).map { (2 * $0 + 1) * width / (2 * newWidth) }
        var values: [Float] = []
        values.reserveCapacity(newWidth * newHeight)
        for y in 0..<newHeight {
            let start = (2 * y + 1) * height / (2 * newHeight) * width
            for column in columns { values.append(self.values[start + column]) }
        }
        return FloatRaster(width: newWidth, height: newHeight, values: values)
    }
}
