import Geometry
import Images

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A camera's move about the place where the photo was taken.
public struct CameraPath: Sendable, Hashable {
    /// What kind of move.
    public var motion: CameraMotion
    /// In metres: how far the camera goes from where the photo was taken.
    public var distance: Double
    /// In metres from the photo's camera, along its axis: what stays in its place in the picture.
    public var focus: Double
    /// How the move begins and ends.
    public var easing: Easing
    /// Whether an open move goes back to its beginning.
    public var returns: Bool
    /// By how much the picture is enlarged, so that less is seen of what lies beyond the photo's borders.
    public var zoom: Double

    /// - Precondition: Focus and zoom are positive.
    public init(
        _ motion: CameraMotion, distance: Double, focus: Double, easing: Easing? = nil, returns: Bool = false,
        zoom: Double? = nil
    ) {
        precondition(focus > 0 && zoom ?? 1 > 0, "focus and zoom must be positive")
        self.motion = motion
        self.distance = distance
        self.focus = focus
        self.easing = easing ?? (motion.isClosed ? .linear : .smooth)
        self.returns = returns
        self.zoom = zoom ?? (motion.isClosed ? 1.06 : 1)
    }

    /// A move that suits a scene: sideways, all but the nearest hundredth shifts against the focus by no more than a
    /// thirtieth of the picture's width; forward, nothing near comes so close that it fills the view.
    ///
    /// - Parameters:
    ///   - strength: Twice as much moves twice as far.
    ///   - focus: In metres; the middle of the picture unless given.
    public init(_ motion: CameraMotion, for scene: LayeredScene, strength: Double = 1, focus: Double? = nil) {
        let distances = scene.distances
        let focus = focus ?? distances.middle
        let near = 1 / max(distances.nearest, 1e-3)
        let pivot = 1 / focus
        let contrast = max(near - pivot, pivot - 1 / max(distances.far, focus), 0.1 * pivot)
        let sideways = Double(scene.width) / scene.intrinsics.focalLength / 30 / contrast
        let forward = min(0.3 * distances.nearest, 0.2 * focus)
        let distance =
            switch motion {
            case .orbit, .swing: sideways
            case .kenBurns: 0.7 * sideways
            case .dolly: forward
            // Backward, what is near does not come closer.
            case .dollyZoom: min(0.5 * focus, 6 * sideways)
            }
        self.init(motion, distance: distance * strength, focus: focus)
    }

    /// The camera at a moment.
    ///
    /// - Parameters:
    ///   - time: From 0 to 1.
    ///   - width: Of the view. It shows the photo's middle where its shape is another.
    public func camera(at time: Double, of scene: LayeredScene, width: Int, height: Int) -> ViewCamera {
        let frame = ViewCamera(framing: scene, width: width, height: height, zoom: zoom)
        let forth = returns && !motion.isClosed ? 1 - abs(1 - 2 * time) : time
        let share = easing(forth)
        switch motion {
        case .orbit:
            let angle = 2 * Double.pi * share
            return frame.looking(from: [distance * sin(angle), -0.4 * distance * cos(angle), 0], at: focus)
        case .swing:
            return frame.looking(from: [distance * sin(2 * Double.pi * share), 0, 0], at: focus)
        case .dolly:
            return frame.moved(to: [0, 0, distance * share])
        case .dollyZoom:
            let back = distance * share
            return frame.moved(to: [0, 0, -back]).zoomed(by: (focus + back) / focus)
        case .kenBurns:
            return frame.looking(from: [distance * (share - 0.5), 0, 0], at: focus).zoomed(by: 1 + 0.15 * share)
        }
    }

    /// The cameras of a film.
    ///
    /// - Parameter count: Of frames. The last one of a closed path comes just before the first, so that it can be
    ///   repeated.
    public func cameras(_ count: Int, of scene: LayeredScene, width: Int, height: Int) -> [ViewCamera] {
        let last = motion.isClosed || returns ? count : max(count - 1, 1)
        return (0..<count).map { camera(at: Double($0) / Double(last), of: scene, width: width, height: height) }
    }
}
