/// The kinds of camera paths.
public enum CameraMotion: String, Sendable, CaseIterable {
    /// Once around an ellipse, looking at one point: ends where it begins.
    case orbit
    /// To the right, to the left and back, looking at one point: ends where it begins.
    case swing
    /// Forward.
    case dolly
    /// Backward, while the lens zooms in such that what stands at the focus distance keeps its size.
    case dollyZoom = "dolly-zoom"
    /// A slow zoom towards one side of the picture, with a little parallax.
    case kenBurns = "ken-burns"

    /// Whether the path ends where it begins.
    public var isClosed: Bool { self == .orbit || self == .swing }
}
