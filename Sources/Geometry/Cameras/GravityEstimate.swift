import Foundation

/// Which way is up in a photo, found from the surfaces it shows.
///
/// Buildings and rooms consist of level and of upright surfaces. The direction is sought that makes most normals either
/// parallel to it (floors, tables, ceilings) or square to it (walls, doors, fronts), among those that a person may have
/// held the camera at; then it is refined by least squares over the normals that agree.
///
/// A plane alone may be a table seen from above or a front seen from below. People look down farther than up, hold
/// cameras nearly straight, and stand within a few metres of what they look down on: that decides.
public struct GravityEstimate: Sendable, Hashable {
    /// Against gravity, of length 1, in the camera's axes (X right, Y down, Z forward). (0, −1, 0), a camera held
    /// level, where the scene does not tell.
    public let up: SIMD3<Double>
    /// The share of normals, 0…1, that are within 10° of level or upright surfaces.
    public let support: Double
    /// Whether the scene told. Without it ``up`` is an assumption.
    public let isFound: Bool

    /// How far the camera is pitched down, in degrees.
    public var pitch: Double { degrees(asin(min(max(0 - up.z, -1), 1))) }
    /// How far the camera is rolled clockwise, in degrees.
    public var roll: Double { degrees(atan2(0 - up.x, -up.y)) }

    /// Looks at some thousands of points of a surface. Twenty thousand points or fewer are best: they are far apart, so
    /// that the depth's own noise turns their normals less.
    public init(_ surface: DepthSurface) {
        let facets = Self.sample(surface)
        let coarse = Self.search(facets)
        let refined = (0..<8).reduce(coarse) { up, _ in Self.refine(up, facets) }
        support = Self.support(of: refined, facets)
        isFound = facets.count >= Self.leastFacets && support >= Self.leastSupport
        up = isFound ? refined : Self.assumed
    }

    /// A piece of a surface.
    private struct Facet {
        let normal: SIMD3<Double>
        /// How much it counts where it is level: less, the farther the camera is above or below its plane.
        let levelWeight: Double
    }

    private static let assumed = SIMD3<Double>(0, -1, 0)
    private static let leastFacets = 64
    /// Directions without any order have 0.19.
    private static let leastSupport = 0.4
    private static let sampleCount = 6000
    /// sin² of 10°: what agrees.
    private static let agreement = 0.03
    /// Less than that of level ones: many more directions are square to a given one than parallel to it.
    private static let uprightWeight = 0.7
    /// In metres: rooms are not higher, and people do not stand higher above what they look down on.
    private static let usualHeight = 3.0

    private static func sample(_ surface: DepthSurface) -> [Facet] {
        let stride = max(1, surface.count / sampleCount)
        var facets: [Facet] = []
        for (number, index) in surface.indices.enumerated() where number % stride == 0 {
            guard let normal = surface.measuredNormal(index) else { continue }
            let height = abs(dot(normal, surface.position(index)))
            facets.append(Facet(normal: normal, levelWeight: min(1, usualHeight / max(height, 1e-9))))
        }
        return facets
    }

    /// The best of a grid of pitches and rolls.
    private static func search(_ facets: [Facet]) -> SIMD3<Double> {
        guard !facets.isEmpty else { return assumed }
        var best = (up: assumed, score: -Double.infinity)
        for pitch in stride(from: -45.0, through: 66, by: 3) {
            for roll in stride(from: -36.0, through: 36, by: 3) {
                let (p, r) = (pitch * .pi / 180, roll * .pi / 180)
                let up = SIMD3(-cos(p) * sin(r), -cos(p) * cos(r), -sin(p))
                let score = score(up, facets) / Double(facets.count) - effort(pitch: pitch, roll: roll)
                if score > best.score { best = (up, score) }
            }
        }
        return best.up
    }

    /// How unusual it is to hold a camera so, in shares of normals.
    private static func effort(pitch: Double, roll: Double) -> Double {
        let down = max(pitch, 0) / 60
        let up = max(-pitch, 0) / 25
        let aside = roll / 30
        return 0.1 * down * down + 0.15 * (up * up + aside * aside)
    }

    private static func score(_ up: SIMD3<Double>, _ facets: [Facet]) -> Double {
        facets.reduce(0) { sum, facet in
            let cosine = dot(up, facet.normal)
            let square = cosine * cosine
            let weight = square < 0.5 ? uprightWeight : facet.levelWeight
            return sum + weight * max(0, 1 - min(square, 1 - square) / agreement)
        }
    }

    private static func support(of up: SIMD3<Double>, _ facets: [Facet]) -> Double {
        let agreeing = facets.count { facet in
            let cosine = dot(up, facet.normal)
            return min(cosine * cosine, 1 - cosine * cosine) < agreement
        }
        return facets.isEmpty ? 0 : Double(agreeing) / Double(facets.count)
    }

    /// The direction with the least squared sines to the level surfaces' normals and cosines to the upright ones', each
    /// counted the less the worse it agrees.
    private static func refine(_ up: SIMD3<Double>, _ facets: [Facet]) -> SIMD3<Double> {
        var matrix = SymmetricMatrix()
        var total = 0.0
        for facet in facets {
            let square = dot(up, facet.normal) * dot(up, facet.normal)
            let weight = max(0, 1 - min(square, 1 - square) / agreement)
            total += weight
            matrix.add(facet.normal, weight: square < 0.5 ? weight : -weight)
        }
        // Holds what the surfaces leave open, and little else.
        matrix.add(assumed, weight: -0.002 * total)
        let result = matrix.leastDirection(from: up)
        return dot(result, up) < 0 ? -result : result
    }
}

/// A sum of weighted outer products.
private struct SymmetricMatrix {
    private var (xx, yy, zz, xy, yz, zx) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)

    mutating func add(_ v: SIMD3<Double>, weight: Double) {
        xx += weight * v.x * v.x
        yy += weight * v.y * v.y
        zz += weight * v.z * v.z
        xy += weight * v.x * v.y
        yz += weight * v.y * v.z
        zx += weight * v.z * v.x
    }

    private func times(_ v: SIMD3<Double>) -> SIMD3<Double> {
        SIMD3(xx * v.x + xy * v.y + zx * v.z, xy * v.x + yy * v.y + yz * v.z, zx * v.x + yz * v.y + zz * v.z)
    }

    /// The unit vector of the smallest quadratic form, by power iteration on the matrix taken from a bound of its
    /// eigenvalues.
    func leastDirection(from start: SIMD3<Double>) -> SIMD3<Double> {
        let bound = abs(xx) + abs(yy) + abs(zz) + 2 * (abs(xy) + abs(yz) + abs(zx))
        guard bound > 0 else { return start }
        var direction = start
        for _ in 0..<200 { direction = normalized(bound * direction - times(direction)) }
        return direction
    }
}

private func degrees(_ radians: Double) -> Double { radians * 180 / .pi }
