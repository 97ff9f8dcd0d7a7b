internal import Foundation

/// How far a ``PanoramaLayout`` reaches in every direction.
package struct PanoramaDistances: Sendable {
    /// The camera's height over the ground.
    let height: Float
    /// What the picture shows, where it does not go all round.
    let frame: PhotoFrame?
    private let ceiling: Float?
    private let walls: [Wall]
    private let things: [(silhouette: Silhouette, distance: Float)]
    private let levels: [(silhouette: Silhouette, depth: Float)]
    /// Which of them lie in each degree of azimuth: a hilly place has hundreds of levels.
    private let wallsByDegree: [[Int]]
    private let thingsByDegree: [[Int]]
    private let levelsByDegree: [[Int]]

    /// A straight piece of the outline: upright, from the ground to `top`.
    private struct Wall {
        let azimuths: ClosedRange<Float>
        let start: SIMD2<Float>
        let along: SIMD2<Float>
        /// Heights over the ground at both ends.
        let tops: SIMD2<Float>
    }

    /// - Parameters:
    ///   - layout: A possible one.
    ///   - frame: Of the photograph that it is about.
    package init(_ layout: PanoramaLayout, frame: PhotoFrame? = nil) {
        self.frame = frame
        let height = layout.height
        self.height = height
        ceiling = layout.ceiling
        let ends = layout.outline.map { corner -> (place: SIMD2<Float>, top: Float) in
            let distance = Self.distance(height, foot: corner.foot)
            let top = corner.top.map { height + distance * tan($0.inRadians) } ?? layout.ceiling ?? height
            return (Self.direction(corner.azimuth) * distance, top)
        }
        let walls = layout.outline.indices.map { index in
            let next = (index + 1) % ends.count
            let azimuth = layout.outline[index].azimuth
            let end = layout.outline[next].azimuth + (next == 0 ? 360 : 0)
            return Wall(
                azimuths: azimuth...max(azimuth, end), start: ends[index].place,
                along: ends[next].place - ends[index].place, tops: [ends[index].top, ends[next].top])
        }
        let things = (layout.things ?? []).map {
            (silhouette: Silhouette($0.polygon), distance: Self.distance(height, foot: $0.foot))
        }
        let levels = (layout.levels ?? []).map { (silhouette: Silhouette($0.polygon), depth: height + $0.drop) }
        wallsByDegree = Self.byDegree(
            walls.map { [$0.azimuths, $0.azimuths.lowerBound - 360...$0.azimuths.upperBound - 360] })
        thingsByDegree = Self.byDegree(things.map(\.silhouette.azimuths))
        levelsByDegree = Self.byDegree(levels.map(\.silhouette.azimuths))
        (self.walls, self.things, self.levels) = (walls, things, levels)
    }

    private static func byDegree(_ ranges: [[ClosedRange<Float>]]) -> [[Int]] {
        (0..<360).map { degree in
            let own = Float(degree)...Float(degree + 1)
            return ranges.indices.filter { ranges[$0].contains { $0.overlaps(own) } }
        }
    }

    private static func degree(_ azimuth: Float) -> Int { min(max(Int(azimuth), 0), 359) }

    /// Whether there is a ceiling.
    var isIndoors: Bool { ceiling != nil }

    /// Metres to what is seen along a direction of length 1 (X to the right of the picture's middle, Y up); `.infinity` is
    /// sky, NaN outside the picture.
    package func distance(along direction: SIMD3<Float>) -> Float {
        if let frame, frame.place(of: direction) == nil { return .nan }
        let place = Sky.Panorama.coordinates(of: direction)
        let azimuth = place.x * 360
        let elevation = 90 - place.y * 180
        // Straight up and down nothing stands upright.
        let cosine = max((1 - direction.y * direction.y).squareRoot(), 1e-4)
        let slope = direction.y / cosine
        let at = SIMD2(azimuth, elevation)
        var level = background(azimuth, slope)
        let degree = Self.degree(azimuth)
        if slope < 0, let lower = levelsByDegree[degree].first(where: { levels[$0].silhouette.contains(at) }) {
            level = levels[lower].depth / -slope
        }
        for index in thingsByDegree[degree] where things[index].distance < level {
            if things[index].silhouette.contains(at) { level = things[index].distance }
        }
        return level / cosine
    }

    /// Metres to the level ground where that is what is seen along a direction of length 1.
    func toGround(along direction: SIMD3<Float>) -> Float? {
        guard direction.y < 0 else { return nil }
        let ground = height / -direction.y
        return abs(distance(along: direction) - ground) < 0.01 * ground ? ground : nil
    }

    /// Metres over the ground to the first upright thing at an azimuth, in degrees.
    func clearance(_ azimuth: Float) -> Float {
        things.reduce(wall(azimuth).distance) { nearest, thing in
            thing.silhouette.azimuths.contains { $0.contains(azimuth) } ? min(nearest, thing.distance) : nearest
        }
    }

    /// Over the ground, to the ground itself, the outline, or the ceiling.
    private func background(_ azimuth: Float, _ slope: Float) -> Float {
        let wall = wall(azimuth)
        let ground = slope < 0 ? height / -slope : .infinity
        if ground < wall.distance { return ground }
        if height + wall.distance * slope <= wall.top { return wall.distance }
        guard let ceiling, slope > 0 else { return .infinity }
        return (ceiling - height) / slope
    }

    /// The nearest piece of the outline that an azimuth meets.
    private func wall(_ azimuth: Float) -> (distance: Float, top: Float) {
        let towards = Self.direction(azimuth)
        var nearest = (distance: Float.infinity, top: Float.zero)
        for index in wallsByDegree[Self.degree(azimuth)] {
            let wall = walls[index]
            guard wall.azimuths.contains(azimuth) || wall.azimuths.contains(azimuth + 360) else { continue }
            let across = towards.x * wall.along.y - towards.y * wall.along.x
            let size = wall.along.x * wall.along.x + wall.along.y * wall.along.y
            // A jump in distance is a piece that points at the camera.
            guard abs(across) > 1e-9, size > 0 else { continue }
            let distance = (wall.start.x * wall.along.y - wall.start.y * wall.along.x) / across
            let offset = towards * distance - wall.start
            let part = min(max((offset.x * wall.along.x + offset.y * wall.along.y) / size, 0), 1)
            if distance > 0, distance < nearest.distance {
                nearest = (distance, wall.tops.x + part * (wall.tops.y - wall.tops.x))
            }
        }
        return nearest
    }

    private static func distance(_ height: Float, foot: Float) -> Float { height / tan(-foot.inRadians) }

    private static func direction(_ azimuth: Float) -> SIMD2<Float> {
        [azimuth.inRadians.sine, azimuth.inRadians.cosine]
    }

    /// A polygon on the picture, which goes on over its left and right edges.
    private struct Silhouette {
        private let points: [SIMD2<Float>]
        private let elevations: ClosedRange<Float>
        /// Where it lies, and where once around.
        let azimuths: [ClosedRange<Float>]

        init(_ points: [SIMD2<Float>]) {
            self.points = points
            let (x, y) = (points.map(\.x), points.map(\.y))
            elevations = (y.min() ?? 0)...(y.max() ?? 0)
            let around = (x.min() ?? 0)...(x.max() ?? 0)
            azimuths = [0, 360, -360].map { around.lowerBound + $0...around.upperBound + $0 }
        }

        func contains(_ at: SIMD2<Float>) -> Bool {
            guard elevations.contains(at.y) else { return false }
            for (turn, range) in zip([0, 360, -360] as [Float], azimuths) where range.contains(at.x) {
                if isInside(at - [turn, 0]) { return true }
            }
            return false
        }

        private func isInside(_ at: SIMD2<Float>) -> Bool {
            var isInside = false
            var last = points[points.count - 1]
            for point in points {
                if (point.y > at.y) != (last.y > at.y),
                    at.x < (last.x - point.x) * (at.y - point.y) / (last.y - point.y) + point.x
                {
                    isInside.toggle()
                }
                last = point
            }
            return isInside
        }
    }
}
