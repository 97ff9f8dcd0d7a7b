import Foundation

/// The shape of a lens's opening, which every bright spot out of focus shows.
public enum ApertureShape: String, Sendable, Hashable, CaseIterable {
    /// Wide open.
    case circle
    /// Five blades.
    case pentagon
    /// Six blades.
    case hexagon
    /// Seven blades.
    case heptagon
    /// Eight blades.
    case octagon

    /// Straight blades; 0 for the circle.
    private var blades: Int {
        switch self {
        case .circle: 0
        case .pentagon: 5
        case .hexagon: 6
        case .heptagon: 7
        case .octagon: 8
        }
    }

    /// How far the opening reaches from the middle, of a circle of radius 1 with the same area.
    var reach: Double {
        guard blades > 0 else { return 1 }
        let count = Double(blades)
        return (2 * .pi / (count * sin(2 * .pi / count))).squareRoot()
    }

    /// Where the row at height `y` (downward) enters and leaves the opening of area π; `nil` where it misses it.
    func run(at y: Double) -> (left: Double, right: Double)? {
        guard blades > 0 else {
            guard abs(y) < 1 else { return nil }
            let half = (1 - y * y).squareRoot()
            return (-half, half)
        }
        var (left, right) = (-Double.infinity, Double.infinity)
        let inner = reach * cos(.pi / Double(blades))
        for blade in 0..<blades {
            // One corner on top.
            let angle = -Double.pi / 2 + (Double(blade) + 0.5) * 2 * .pi / Double(blades)
            let (x, rest) = (cos(angle), inner - y * sin(angle))
            if abs(x) < 1e-9 {
                guard rest > 0 else { return nil }
            } else if x > 0 {
                right = min(right, rest / x)
            } else {
                left = max(left, rest / x)
            }
        }
        return left < right ? (left, right) : nil
    }
}
