public import Images

/// The metrics that iBims-1 adds to those of depth (Koch et al. 2018, section 3.2; Depth Pro, Table 6), on one image.
public struct IBimsScores: Sendable, Equatable {
    /// The directed depth errors at a plane 3 m away; `nil` where not one pixel can be scored.
    public let directed: DirectedDepthErrors?
    /// ``DepthBoundaryErrors/accuracy(_:)`` in pixels; `nil` where the target has no edges.
    public let boundaryAccuracy: Double?
    /// ``DepthBoundaryErrors/completeness(_:)`` in pixels; `nil` where the target has no edges.
    public let boundaryCompleteness: Double?
    /// ``DepthBoundaryErrors/untruncatedCompleteness(_:)`` in pixels; `nil` where the target has no edges.
    public let untruncatedBoundaryCompleteness: Double?
    /// The errors on planes, of the prediction in median scale; `nil` where there is no plane.
    public let planes: PlaneErrors?

    /// Scores a prediction.
    ///
    /// - Parameters:
    ///   - prediction: In metres; brought to the target's size bilinearly where it has another.
    ///   - target: The ground truth in metres.
    ///   - edges: The data set's occlusion edges, of the target's size (traps otherwise).
    ///   - planes: The pixels of each plane, of the target's size (traps otherwise); those above 5 % of the image count.
    ///   - intrinsics: The camera, in pixels of the target.
    ///   - range: The target's depths that count.
    public init(
        prediction: FloatRaster, target: FloatRaster, edges: PixelMask, planes: [PixelMask], intrinsics: Intrinsics,
        range: ValidRange = .everything
    ) {
        let resized = prediction.resizedBilinearly(width: target.width, height: target.height)
        directed = DirectedDepthErrors(MatchedDepths(prediction: resized, target: target, range: range))
        let distances = EdgeDistances(prediction: PixelMask(edgesOf: resized), target: edges)
        boundaryAccuracy = DepthBoundaryErrors.accuracy(distances)
        boundaryCompleteness = DepthBoundaryErrors.completeness(distances)
        untruncatedBoundaryCompleteness = DepthBoundaryErrors.untruncatedCompleteness(distances)
        self.planes = PlaneErrors(
            prediction: resized, target: target, planes: planes, intrinsics: intrinsics, range: range)
    }
}
