import Geometry
import Images

/// Two eyes beside each other, looking the same way.
public struct StereoRig: Sendable, Hashable {
    /// In metres, from eye to eye; people's are 0.063 apart.
    public var baseline: Double
    /// In metres from the camera: what appears in the plane of the screen; what is nearer comes out of it. `nil` puts
    /// only the infinitely far there, as VR players expect.
    public var convergence: Double?

    /// - Precondition: The convergence is positive.
    public init(baseline: Double = 0.063, convergence: Double? = nil) {
        precondition(convergence ?? 1 > 0, "eyes converge before them")
        self.baseline = baseline
        self.convergence = convergence
    }

    /// The eyes of a viewer whose one eye is that camera: half the baseline to either side. Their axes stay parallel,
    /// and their pictures are shifted, so that nothing differs in height.
    public func eyes(_ camera: ViewCamera) -> (left: ViewCamera, right: ViewCamera) {
        func eye(_ offset: Double) -> ViewCamera {
            let moved = camera.moved(to: camera.pose([offset, 0, 0]))
            guard let convergence else { return moved }
            let intrinsics = camera.intrinsics
            return ViewCamera(
                pose: moved.pose,
                intrinsics: Intrinsics(
                    focalLength: intrinsics.focalLength,
                    centerX: intrinsics.centerX + intrinsics.focalLength * offset / convergence,
                    centerY: intrinsics.centerY),
                width: camera.width, height: camera.height)
        }
        return (eye(-baseline / 2), eye(baseline / 2))
    }
}
