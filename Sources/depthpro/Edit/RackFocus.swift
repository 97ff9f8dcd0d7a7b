import ArgumentParser
import Editing
import Foundation
import Images
import Views

/// A lens that goes from one distance to another, as a film or as numbered pictures.
struct RackFocus {
    let session: EditSession
    let intrinsics: Intrinsics
    /// In metres.
    let start: Double
    let end: Double
    let frames: Int
    /// The lens when it is focused on a distance.
    let lens: (Double) -> Refocus

    /// Films are no larger: players stop at it, and every frame takes its time.
    private static let longestFilmSide = 1920.0

    /// Even steps of 1/distance are even steps of blur; they begin and end gently.
    private func distance(_ number: Int) -> Double {
        let share = Double(number) / Double(frames - 1)
        let eased = share * share * (3 - 2 * share)
        return 1 / max((1 - eased) / start + eased / end, 1e-9)
    }

    /// The file's kind of film; `nil` for pictures.
    static func filmFormat(_ url: URL) -> RenderFormat? {
        RenderFormat(rawValue: url.pathExtension.lowercased()).flatMap { $0.isFilm ? $0 : nil }
    }

    /// - Parameter rate: Frames a second.
    func write(film url: URL, as format: RenderFormat, rate: Double) throws {
        let photo = session.source.photo.image
        let scale = min(1, Self.longestFilmSide / Double(max(photo.width, photo.height)))
        // Films halve the resolution of colours.
        func even(_ side: Int) -> Int { max(2, Int((Double(side) * scale / 2).rounded()) * 2) }
        let small = photo.resized(width: even(photo.width), height: even(photo.height))
        let nearness = try Nearness(
            session.nearness.metres.resizedToNearest(width: small.width, height: small.height))
        let ratio = Double(small.width) / Double(photo.width)
        let camera = Intrinsics(
            focalLength: intrinsics.focalLength * ratio, centerX: intrinsics.centerX * ratio,
            centerY: intrinsics.centerY * ratio)
        var film = try output(url, format, width: small.width, height: small.height, rate: rate)
        for number in 0..<frames {
            let picture = try session.working("frame \(number + 1) of \(frames)") {
                try lens(distance(number))(small, nearness: nearness, intrinsics: camera, report: $0)
            }
            try film.append(picture)
        }
        try film.finish()
    }

    private func output(
        _ url: URL, _ format: RenderFormat, width: Int, height: Int, rate: Double
    ) throws -> FilmOutput {
        let quality = session.arguments.quality
        switch format {
        case .gif: return .animation(Animation(width: width, height: height, rate: rate), url, .gif)
        case .webp:
            return .animation(Animation(width: width, height: height, rate: rate), url, .webp(quality: quality))
        default: return .film(try Film(to: url, settings: .init(width: width, height: height, rate: rate)))
        }
    }

    /// Numbered files at the photo's size.
    func write(pictures url: URL) throws -> [URL] {
        let stem = url.deletingPathExtension().lastPathComponent
        let files = (1...frames).map { number in
            url.deletingLastPathComponent()
                .appendingPathComponent("\(stem)-\(String(format: "%04d", number)).\(url.pathExtension)")
        }
        for file in files { try session.arguments.check(file) }
        for (number, file) in files.enumerated() {
            let picture = try session.working("frame \(number + 1) of \(frames)") {
                try lens(distance(number))(
                    session.original.image, nearness: session.nearness, intrinsics: intrinsics, report: $0)
            }
            try session.save(picture, to: file)
        }
        return files
    }
}
