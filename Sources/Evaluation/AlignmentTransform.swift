public import Images

/// What an ``Alignment`` does to a prediction.
public enum AlignmentTransform: Sendable, Equatable {
    /// Leaves the depth as it is.
    case identity
    /// Multiplies the depth.
    case scale(Double)
    /// Multiplies the inverse depth (1/m) by `scale` and adds `shift`.
    case affineInverse(scale: Double, shift: Double)

    /// The aligned depth map, in metres.
    ///
    /// Inverse depth that comes out below that of `farthest` is raised to it, as relative methods are capped at the
    /// data set's range. Without a limit such pixels become infinite, which ``MatchedDepths`` counts as no prediction.
    /// What was not finite or not above zero stays as it is.
    ///
    /// - Parameters:
    ///   - prediction: A depth map, of any size.
    ///   - farthest: The largest depth in metres that ``affineInverse(scale:shift:)`` yields.
    public func applied(to prediction: FloatRaster, farthest: Double = .infinity) -> FloatRaster {
        var result = prediction
        switch self {
        case .identity: break
        case .scale(let scale):
            for index in result.values.indices where ValidRange.everything.contains(result.values[index]) {
                result.values[index] = Float(Double(result.values[index]) * scale)
            }
        case .affineInverse(let scale, let shift):
            for index in result.values.indices where ValidRange.everything.contains(result.values[index]) {
                let inverse = scale / Double(result.values[index]) + shift
                result.values[index] = Float(1 / max(inverse, 1 / farthest))
            }
        }
        return result
    }
}
