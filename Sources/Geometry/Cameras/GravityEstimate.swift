import Foundation

/// Which way is up in a photo, found from the surfaces it shows.
///
/// Buildings and rooms consist of level and of upright surfaces. The direction is sought that makes most normals either
/// parallel to it (floors, tables, ceilings) or square to it (walls, doors, fronts), among those that a person may have
/// held the camera at; then it is refined by least squares over the normals that agree.
public struct GravityEstimate: Sendable, Hashable {
    /// Against gravity, of length 1, in the camera's axes (X right, Y down, Z forward). (0, −1, 0), a camera held
    /// level, where the scene does not tell.
    public let up: SIMD3<Double>
    /// The share of normals, 0…1, that are within 10° of level or upright surfaces.
    public let support: Double
    /// Whether the scene told. Without it ``up`` is an assumption.
    public let isFound: Bool

    /// How far the camera is pitched down, in degrees.
    public var pitch: Double { degrees(asin(min(max(-up.z, -1), 1))) }
    /// How far the camera is rolled clockwise, in degrees.
    public var roll: Double { degrees(atan2(-up.x, -up.y)) }

    /// Looks at some thousands of points of a surface.
    public init(_ surface: DepthSurface) {
        let normals = Self.sample(surface)
        let coarse = Self.search(normals)
        let refined = (0..<8).reduce(coarse) { up, _ in Self.refine(up, normals) }
        support = Self.support(of: refined, normals)
        isFound = normals.count >= Self.leastNormals && support >= Self.leastSupport
        up = isFound ? refined : Self.assumed
    }

    private static let assumed = SIMD3<Double>(0, -1, 0)
    private static let leastNormals = 64
    /// Directions without any order have 0.19.
    private static let leastSupport = 0.4
    private static let sampleCount = 6000
    /// sin² of 10°: what agrees.
    private static let agreement = 0.03
    /// How much a level camera is preferred, in shares of normals: decides where surfaces leave it open, as before a
    /// single wall.
    private static let preference = 0.1

    private static func sample(_ surface: DepthSurface) -> [SIMD3<Double>] {
        let stride = max(1, surface.count / sampleCount)
        var normals: [SIMD3<Double>] = []
        for (number, index) in surface.indices.enumerated() where number % stride == 0 {
            // A point without neighbours has no direction of its own.
            let joined = [1, surface.columns].contains { offset in
                index + offset < surface.columns * surface.rows && surface.joins(index, index + offset)
            }
            if joined { normals.append(surface.normal(index)) }
        }
        return normals
    }

    /// The best of a grid of pitches and rolls.
    private static func search(_ normals: [SIMD3<Double>]) -> SIMD3<Double> {
        guard !normals.isEmpty else { return assumed }
        var best = (up: assumed, score: -1.0)
        for pitch in stride(from: -60.0, through: 60, by: 3) {
            for roll in stride(from: -45.0, through: 45, by: 3) {
                let (p, r) = (pitch * .pi / 180, roll * .pi / 180)
                let up = SIMD3(-cos(p) * sin(r), -cos(p) * cos(r), -sin(p))
                let score = score(up, normals) / Double(normals.count) + preference * dot(up, assumed)
                if score > best.score { best = (up, score) }
            }
        }
        return best.up
    }

    private static func score(_ up: SIMD3<Double>, _ normals: [SIMD3<Double>]) -> Double {
        normals.reduce(0) { sum, normal in
            let cosine = dot(up, normal)
            let square = cosine * cosine
            return sum + max(0, 1 - min(square, 1 - square) / agreement)
        }
    }

    private static func support(of up: SIMD3<Double>, _ normals: [SIMD3<Double>]) -> Double {
        let agreeing = normals.count { normal in
            let cosine = dot(up, normal)
            return min(cosine * cosine, 1 - cosine * cosine) < agreement
        }
        return normals.isEmpty ? 0 : Double(agreeing) / Double(normals.count)
    }

    /// The direction with the least squared sines to the level surfaces' normals and cosines to the upright ones', each
    /// counted the less the worse it agrees.
    private static func refine(_ up: SIMD3<Double>, _ normals: [SIMD3<Double>]) -> SIMD3<Double> {
        var matrix = SymmetricMatrix()
        var total = 0.0
        for normal in normals {
            let square = dot(up, normal) * dot(up, normal)
            let weight = max(0, 1 - min(square, 1 - square) / agreement)
            total += weight
            matrix.add(normal, weight: square < 0.5 ? weight : -weight)
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
