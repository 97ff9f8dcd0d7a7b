import Foundation
import Images
import Views

/// What kind of file a rendering becomes, by its extension.
enum RenderFormat: String, CaseIterable {
    case jpg, jpeg, png, mp4, webp, gif

    var isFilm: Bool { [.mp4, .webp, .gif].contains(self) }
    /// Whether frames are held in memory until the end.
    var isAnimation: Bool { self == .webp || self == .gif }
}

/// A film in either kind of file.
enum FilmOutput {
    case film(Film)
    case animation(Animation, URL, Animation.Format)

    mutating func append(_ image: RGBImage) throws {
        switch self {
        case .film(let film): try film.append(image)
        case .animation(var animation, let url, let format):
            // Let go of the old value, so that its pixels are not copied.
            self = .animation(Animation(width: 1, height: 1, rate: 1), url, format)
            animation.append(image)
            self = .animation(animation, url, format)
        }
    }

    func finish() throws {
        switch self {
        case .film(let film): try film.finish()
        case .animation(let animation, let url, let format): try animation.write(to: url, format: format)
        }
    }
}
