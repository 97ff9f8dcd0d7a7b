public import Images

/// The planarity errors of iBims-1 (Koch et al. 2018, section 3.2) on one image: means over its planes.
public struct PlaneErrors: Sendable, Equatable {
    /// ``PlaneFit/planarity`` of the prediction, in centimetres.
    public let planarity: Double
    /// ``PlaneFit/orientationError(against:)`` of the prediction, in degrees.
    public let orientation: Double
    /// How many planes the means go over.
    public let planeCount: Int

    /// Fits planes to a prediction of median scale, and to its target.
    ///
    /// Planes of too few pixels, and those that cannot be fitted, are left out.
    ///
    /// - Parameters:
    ///   - prediction: Depth; brought to the target's size bilinearly where it has another, and to its median.
    ///   - target: The ground truth in metres.
    ///   - planes: The pixels of each plane, of the target's size (traps otherwise).
    ///   - intrinsics: The camera, in pixels of the target.
    ///   - range: The target's depths that count.
    ///   - minimumShare: The share of the image, 0…1, that a plane must exceed.
    /// - Returns: `nil` where not one plane is left.
    public init?(
        prediction: FloatRaster, target: FloatRaster, planes: [PixelMask], intrinsics: Intrinsics,
        range: ValidRange = .everything, minimumShare: Double = 0.05
    ) {
        let resized = prediction.resizedBilinearly(width: target.width, height: target.height)
        let depths = MatchedDepths(prediction: resized, target: target, range: range)
        guard let scale = Alignment.median.transform(fitting: depths) else { return nil }
        let scaled = scale.applied(to: resized)
        let valid = PixelMask(validDepthsOf: target, range: range)
        var (planarity, orientation, count) = (0.0, 0.0, 0)
        for plane in planes where plane.share > minimumShare {
            let mask = plane.intersection(valid)
            guard let predicted = PlaneFit(depth: scaled, mask: mask, intrinsics: intrinsics),
                let actual = PlaneFit(depth: target, mask: mask, intrinsics: intrinsics)
            else { continue }
            planarity += predicted.planarity
            orientation += predicted.orientationError(against: actual.normal)
            count += 1
        }
        if count == 0 { return nil }
        self.planarity = planarity / Double(count)
        self.orientation = orientation / Double(count)
        planeCount = count
    }
}
