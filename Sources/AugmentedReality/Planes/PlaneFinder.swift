import Geometry
import Scenes

/// Finds the planes that many of a surface's points lie on: again and again the plane through one point, along its
/// normal, that most of the points left agree with (RANSAC; Fischler and Bolles, 1981), refined by least squares.
///
/// Normals that are nearly level or upright are taken to be exactly so while planes are sought, which steadies them where
/// depth is wavy.
struct PlaneFinder {
    /// A plane's points, as indices of the surface.
    struct Found {
        let plane: ScenePlane
        let points: [Int]
    }

    private struct Point {
        let index: Int
        let position: SIMD3<Double>
        let normal: SIMD3<Double>
    }

    private let surface: DepthSurface
    private let up: SIMD3<Double>

    private static let mostPlanes = 12
    /// Of all points.
    private static let leastShare = 0.008
    private static let attempts = 160
    private static let scoredPoints = 2500
    /// Of a plane's distance.
    private static let tolerance = 0.035
    /// The cosine of 25°.
    private static let agreement = 0.906
    /// The sine of 15°.
    private static let snapping = 0.259

    init(_ surface: DepthSurface, up: SIMD3<Double>) {
        self.surface = surface
        self.up = up
    }

    /// The planes, those with most points first.
    func planes() -> [Found] {
        var random = SeededGenerator(seed: 7)
        var left = surface.indices.compactMap { index in
            surface.measuredNormal(index).map { Point(index: index, position: surface.position(index), normal: $0) }
        }
        let total = surface.count
        let least = max(24, Int(Self.leastShare * Double(total)))
        var found: [Found] = []
        var misses = 0
        while found.count < Self.mostPlanes, left.count >= least, misses < 3 {
            guard let start = search(left, &random), let fit = refine(start, left) else {
                misses += 1
                continue
            }
            let members = connected(left.filter { belongs($0, to: fit) })
            let taken = Set(members.map(\.index))
            if members.count >= least, let plane = plane(fit, members, total: total) {
                found.append(Found(plane: plane, points: members.map(\.index)))
                left.removeAll { taken.contains($0.index) }
            } else {
                misses += 1
                let near = Set(left.filter { belongs($0, to: fit) }.map(\.index))
                left.removeAll { near.contains($0.index) }
            }
        }
        return Self.named(found, up: up).sorted { $0.points.count > $1.points.count }
    }

    // MARK: One plane

    private func search(_ points: [Point], _ random: inout SeededGenerator) -> PlaneFit? {
        let stride = max(1, points.count / Self.scoredPoints)
        let sample = Swift.stride(from: 0, to: points.count, by: stride).map { points[$0] }
        var best: (fit: PlaneFit, score: Double)?
        for _ in 0..<Self.attempts {
            let seed = random.pick(points)
            let fit = PlaneFit(normal: snapped(seed.normal), through: seed.position)
            guard abs(fit.offset) > 1e-6 else { continue }
            var score = 0.0
            for point in sample where dot(point.normal, fit.normal) > Self.agreement {
                let residual = fit.residual(point.position) / Self.tolerance
                if residual < 1 { score += 1 - residual * residual }
            }
            if score > best?.score ?? 0 { best = (fit, score) }
        }
        return best?.fit
    }

    private func snapped(_ normal: SIMD3<Double>) -> SIMD3<Double> {
        let cosine = dot(normal, up)
        if abs(cosine) < Self.snapping { return normalized(normal - cosine * up) }
        if 1 - cosine * cosine < Self.snapping * Self.snapping { return cosine < 0 ? -up : up }
        return normal
    }

    /// Least squares, each round over what agrees with the last one, more and more strictly.
    private func refine(_ start: PlaneFit, _ points: [Point]) -> PlaneFit? {
        var fit = start
        for tolerance in [1.0, 0.8, 0.6, 0.5, 0.5] {
            let weighted = points.compactMap { point -> (position: SIMD3<Double>, weight: Double)? in
                let residual = fit.residual(point.position) / (Self.tolerance * tolerance)
                guard residual < 1, dot(point.normal, fit.normal) > Self.agreement else { return nil }
                let weight = 1 - residual * residual
                return (point.position, weight * weight)
            }
            guard weighted.count >= 12, let next = PlaneFit(weighted, guess: fit.normal) else { return nil }
            fit = next
        }
        return fit.offset < 0 ? fit : nil
    }

    private func belongs(_ point: Point, to fit: PlaneFit) -> Bool {
        fit.residual(point.position) < Self.tolerance && dot(point.normal, fit.normal) > Self.agreement
    }

    /// Without the patches that agree by chance: those of less than a hundredth of the points that hang together.
    private func connected(_ points: [Point]) -> [Point] {
        var places = [Int: Int](minimumCapacity: points.count)
        for (number, point) in points.enumerated() { places[point.index] = number }
        var patch = [Int](repeating: -1, count: points.count)
        var sizes: [Int] = []
        for start in points.indices where patch[start] < 0 {
            var queue = [start]
            patch[start] = sizes.count
            var next = 0
            while next < queue.count {
                let index = points[queue[next]].index
                next += 1
                let column = index % surface.columns
                for (neighbour, exists) in [
                    (index - 1, column > 0), (index + 1, column + 1 < surface.columns),
                    (index - surface.columns, true), (index + surface.columns, true),
                ] where exists {
                    guard let number = places[neighbour], patch[number] < 0 else { continue }
                    patch[number] = sizes.count
                    queue.append(number)
                }
            }
            sizes.append(queue.count)
        }
        let least = max(8, (sizes.max() ?? 0) / 40)
        return points.indices.filter { sizes[patch[$0]] >= least }.map { points[$0] }
    }

    private func plane(_ fit: PlaneFit, _ members: [Point], total: Int) -> ScenePlane? {
        guard fit.offset < 0 else { return nil }
        let distances = members.map { abs(dot(fit.normal, $0.position) - fit.offset) }.sorted()
        return ScenePlane(
            kind: .slope, normal: fit.normal, cameraDistance: -fit.offset,
            residual: 1.48 * distances[distances.count / 2], share: Double(members.count) / Double(total))
    }

    // MARK: Names

    /// Lower cameras look at tables.
    private static let leastFloorDistance = 0.9
    /// The cosine of 20°, and the sine.
    private static let level = 0.94
    private static let upright = 0.342

    private static func named(_ found: [Found], up: SIMD3<Double>) -> [Found] {
        let cosines = found.map { dot($0.plane.normal, up) }
        let lowest = found.indices.filter { cosines[$0] > level }
            .max { found[$0].plane.cameraDistance < found[$1].plane.cameraDistance }
        return found.indices.map { index in
            let plane = found[index].plane
            let kind: ScenePlane.Kind
            switch cosines[index] {
            case level...:
                let isFloor = index == lowest && plane.cameraDistance >= leastFloorDistance
                kind = isFloor ? .floor : .table
            case ...(-level): kind = .ceiling
            case -upright...upright: kind = .wall
            default: kind = .slope
            }
            return Found(plane: plane.with(kind), points: found[index].points)
        }
    }
}
