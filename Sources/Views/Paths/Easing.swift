/// How a move begins and ends.
public enum Easing: String, Sendable, CaseIterable {
    /// Evenly.
    case linear
    /// Slowly at both ends.
    case smooth
    /// Slowly at the beginning.
    case easeIn = "ease-in"
    /// Slowly at the end.
    case easeOut = "ease-out"

    /// How far the move has come, 0 to 1, after a share of its time.
    public func callAsFunction(_ time: Double) -> Double {
        switch self {
        case .linear: time
        case .smooth: time * time * (3 - 2 * time)
        case .easeIn: time * time
        case .easeOut: time * (2 - time)
        }
    }
}
