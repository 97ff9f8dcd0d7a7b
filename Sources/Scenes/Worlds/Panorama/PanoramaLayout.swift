package import Foundation

/// Where things are in a panorama, or in a photograph that is laid onto one, told by a person who looked at it: a file
/// `NAME.layout.json` for `NAME.hdr` or `NAME.jpg`.
///
/// It takes the place apart as popped-up pictures are: level ground, an outline where what stands upright begins, free things
/// before it, and a ceiling or the sky above. Angles are in degrees, azimuths from the picture's left edge to the right,
/// elevations from the horizon upwards; metres follow from the height of the camera.
///
/// Depth from it is rough and has no fine edges: it is for learning what lies where, not for measuring.
package struct PanoramaLayout: Sendable, Hashable, Codable {
    /// A corner of the outline; from one to the next goes a straight line on the ground.
    package struct Corner: Sendable, Hashable, Codable {
        var azimuth: Float
        /// Elevation of the line where the ground ends, below 0.
        var foot: Float
        /// Elevation at which the sky begins; `nil` where there is a ceiling.
        var top: Float?
    }

    /// A flat, upright card before the outline.
    package struct Thing: Sendable, Hashable, Codable {
        var name: String?
        /// Elevation of the place where it stands on the ground, below 0.
        var foot: Float
        /// Its silhouette: pairs of azimuth and elevation.
        var polygon: [SIMD2<Float>]
    }

    /// Ground that lies lower than the rest, or, where `drop` is below 0, higher.
    package struct Level: Sendable, Hashable, Codable {
        var name: String?
        /// In metres.
        var drop: Float
        /// Where it shows: pairs of azimuth and elevation.
        var polygon: [SIMD2<Float>]
    }

    /// How a photograph was taken; its middle then lies in the middle of the panorama.
    package struct Lens: Sendable, Hashable, Codable {
        /// Horizontal, in degrees.
        var fieldOfView: Float
        /// Upwards, in degrees.
        var pitch: Float?
        /// Clockwise, in degrees.
        var roll: Float?

        enum CodingKeys: String, CodingKey {
            case fieldOfView = "field-of-view"
            case pitch, roll
        }
    }

    /// `nil` where the picture goes all round.
    package var lens: Lens?
    /// Of the camera over the ground, in metres.
    var height: Float
    /// Of the ceiling over the ground, in metres; `nil` under the sky.
    var ceiling: Float?
    /// Once around, by growing azimuth.
    var outline: [Corner]
    var things: [Thing]?
    var levels: [Level]?

    /// What makes it impossible, in a person's words; `nil` where nothing does.
    var problem: String? {
        guard (0.05...1000).contains(height) else {
            return "the camera's height is \(height) m instead of 0.05 to 1000"
        }
        if let ceiling, !(height...1000).contains(ceiling) {
            return "the ceiling's height is \(ceiling) m, which is not between the camera's and 1000"
        }
        return lensProblem ?? outlineProblem ?? thingProblem ?? levelProblem
    }

    private var lensProblem: String? {
        guard let lens else { return nil }
        guard (1...150).contains(lens.fieldOfView) else {
            return "the lens has a field of view of \(lens.fieldOfView)° instead of 1 to 150"
        }
        let isPossible = (-90...90).contains(lens.pitch ?? 0) && (-180...180).contains(lens.roll ?? 0)
        return isPossible ? nil : "the lens points to where no lens can"
    }

    private var outlineProblem: String? {
        guard outline.count >= 4 else { return "the outline has \(outline.count) corners instead of 4 or more" }
        for (index, corner) in outline.enumerated() {
            guard (0..<360).contains(corner.azimuth) else {
                return "corner \(index) has an azimuth of \(corner.azimuth)°, which is not from 0 to below 360"
            }
            guard Self.feet.contains(corner.foot) else { return "corner \(index) \(Self.footProblem(corner.foot))" }
            if let top = corner.top {
                guard (corner.foot...89).contains(top) else {
                    return "corner \(index) has its top at \(top)°, which is not between its foot and 89"
                }
            } else if ceiling == nil {
                return "corner \(index) has no top, and there is no ceiling"
            }
            let next = index + 1 < outline.count ? outline[index + 1].azimuth : outline[0].azimuth + 360
            guard (0..<170).contains(next - corner.azimuth) else {
                return "from corner \(index) the outline goes on by \(next - corner.azimuth)° instead of 0 to below 170"
            }
        }
        return nil
    }

    private var thingProblem: String? {
        for (index, thing) in (things ?? []).enumerated() {
            guard Self.feet.contains(thing.foot) else { return "thing \(index) \(Self.footProblem(thing.foot))" }
            if let problem = Self.problem(thing.polygon) { return "thing \(index) \(problem)" }
        }
        return nil
    }

    private var levelProblem: String? {
        for (index, level) in (levels ?? []).enumerated() {
            guard (-height...1000).contains(level.drop), level.drop > -height else {
                return "level \(index) lies \(level.drop) m lower, which is above the camera or below 1000 m"
            }
            if let problem = Self.problem(level.polygon) { return "level \(index) \(problem)" }
        }
        return nil
    }

    private static let feet: ClosedRange<Float> = -89.99 ... -0.05

    private static func footProblem(_ foot: Float) -> String {
        "has its foot at \(foot)°, which is not from -89.99 to -0.05"
    }

    private static func problem(_ polygon: [SIMD2<Float>]) -> String? {
        guard polygon.count >= 3 else { return "has \(polygon.count) points instead of 3 or more" }
        let isPossible = polygon.allSatisfy { (-360...720).contains($0.x) && (-90...90).contains($0.y) }
        return isPossible ? nil : "has a point that no direction is"
    }
}

extension PanoramaLayout {
    /// Reads a layout.
    ///
    /// - Throws: ``ScenesError`` with code `unreadableAsset`, which tells what is impossible about it.
    package init(contentsOf url: URL) throws(ScenesError) {
        let layout: PanoramaLayout
        do {
            layout = try JSONDecoder().decode(PanoramaLayout.self, from: Data(contentsOf: url))
        } catch {
            throw ScenesError(
                .unreadableAsset, "\(url.relativePath) is no layout of a panorama: \(Self.reason(error)).", cause: error
            )
        }
        if let problem = layout.problem {
            throw ScenesError(.unreadableAsset, "\(url.relativePath) is no possible layout: \(problem).")
        }
        self = layout
    }

    private static func reason(_ error: any Error) -> String {
        func place(_ path: [any CodingKey]) -> String {
            path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
        }
        switch error as? DecodingError {
        case .keyNotFound(let key, let context)?: return "“\(place(context.codingPath + [key]))” is missing"
        case .typeMismatch(_, let context)?, .valueNotFound(_, let context)?:
            return "“\(place(context.codingPath))” is of another kind than it should be"
        case .dataCorrupted?: return "it is not JSON"
        default: return error.localizedDescription
        }
    }
}
