package import Images

/// Numbers in a grid of any number of dimensions, as HDF5, MAT and NumPy files hold them, in row-major order.
package struct NumericArray: Sendable, Equatable {
    /// The size of each dimension; the last varies fastest.
    package let shape: [Int]
    /// All elements.
    package let values: [Float]

    package init(shape: [Int], values: [Float]) {
        precondition(shape.reduce(1, *) == values.count, "\(values.count) values are no array of shape \(shape).")
        self.shape = shape
        self.values = values
    }

    /// The array as rows and columns: of two dimensions, or of three with only the first of the last one taken.
    ///
    /// - Parameter name: What to call the array in the message.
    package func raster(name: String) throws(DatasetError) -> FloatRaster {
        let isFlat = shape.count == 2 || (shape.count == 3 && shape[2] == 1)
        guard isFlat || shape.count == 3, shape[0] > 0, shape[1] > 0, (shape.dropFirst(2).first ?? 1) > 0 else {
            throw DatasetError(.malformed, "\(name) has the shape \(shape), not height × width.")
        }
        let step = isFlat ? 1 : shape[2]
        let flat = isFlat ? values : stride(from: 0, to: values.count, by: step).map { values[$0] }
        return FloatRaster(width: shape[1], height: shape[0], values: flat)
    }
}
