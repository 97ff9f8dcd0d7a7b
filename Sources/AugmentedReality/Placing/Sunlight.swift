internal import Geometry

/// The sun, or another light far away, that throws hard shadows in a photo.
public struct Sunlight: Sendable, Hashable {
    /// Towards the light, of length 1, in the camera's axes.
    public var direction: SIMD3<Double>
    /// The share of the light on a level surface that comes from it, and so is missing in its shadows; 0 to 1.
    public var share: Double

    /// - Precondition: The direction has a length, the share is between 0 and 1.
    public init(direction: SIMD3<Double>, share: Double = 0.7) {
        precondition(length(direction) > 0 && (0...1).contains(share), "light comes from somewhere, a share of all")
        (self.direction, self.share) = (normalized(direction), share)
    }
}

extension PhotoScene {
    /// The light that throws a shadow in the photo.
    ///
    /// - Parameters:
    ///   - tip: The pixel of a thing's end.
    ///   - shadow: The pixel where its shadow falls.
    /// - Throws: ``AugmentedRealityError`` with code `outsidePhoto` or `noDepth`, or `badArgument` where both show the
    ///   same point.
    public func sunlight(
        from tip: SIMD2<Double>, shadow: SIMD2<Double>, share: Double = 0.7
    ) throws(AugmentedRealityError) -> Sunlight {
        let offset = try point(at: tip).position - point(at: shadow).position
        guard length(offset) > 1e-4 else {
            throw AugmentedRealityError(.badArgument, "a thing and its shadow are two points, and these are one")
        }
        return Sunlight(direction: offset, share: share)
    }
}
