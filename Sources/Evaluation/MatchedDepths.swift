public import Images

/// The predicted and true depths, in metres, of the pixels that are scored.
///
/// A pixel is scored where the target is valid (finite, above zero, in the range, in the mask) and the prediction is
/// finite and above zero: no metric is defined for others. How many pixels fail on the second count is kept in
/// ``invalidPredictionCount``, because leaving out what a method could not predict flatters it.
public struct MatchedDepths: Sendable, Equatable {
    /// The predictions.
    public let predictions: [Float]
    /// The targets, in the same order.
    public let targets: [Float]
    /// How many pixels have a valid target but no valid prediction.
    public let invalidPredictionCount: Int

    /// How many pixels are scored.
    public var count: Int { targets.count }

    /// Collects the pixels of two maps.
    ///
    /// - Parameters:
    ///   - prediction: Brought to the target's size bilinearly where it has another.
    ///   - target: The ground truth.
    ///   - range: The target's depths that count.
    ///   - mask: The pixels that count, of the target's size; `nil` for all. Traps when of another size.
    public init(
        prediction: FloatRaster, target: FloatRaster, range: ValidRange = .everything, mask: PixelMask? = nil
    ) {
        if let mask {
            precondition(
                mask.width == target.width && mask.height == target.height,
                "A mask of \(mask.width)×\(mask.height) pixels fits no target of \(target.width)×\(target.height).")
        }
        let resized = prediction.resizedBilinearly(width: target.width, height: target.height)
        var (predictions, targets): ([Float], [Float]) = ([], [])
        predictions.reserveCapacity(target.values.count)
        targets.reserveCapacity(target.values.count)
        var invalid = 0
        for index in target.values.indices {
            guard range.contains(target.values[index]), mask?.values[index] ?? true else { continue }
            guard ValidRange.everything.contains(resized.values[index]) else {
                invalid += 1
                continue
            }
            predictions.append(resized.values[index])
            targets.append(target.values[index])
        }
        self.predictions = predictions
        self.targets = targets
        invalidPredictionCount = invalid
    }

    /// The mean of `term(d, d̂)` over all pairs, `nil` without pairs.
    func mean(_ term: (_ prediction: Double, _ target: Double) -> Double) -> Double? {
        if targets.isEmpty { return nil }
        var sum = 0.0
        for index in targets.indices { sum += term(Double(predictions[index]), Double(targets[index])) }
        return sum / Double(targets.count)
    }
}
