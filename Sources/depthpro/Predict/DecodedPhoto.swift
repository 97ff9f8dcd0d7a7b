import Foundation
import Images

/// A photo, or why there is none, and how long it took to find out.
struct DecodedPhoto: Sendable {
    let photo: Result<Photo, ImageError>
    let seconds: Double

    init(contentsOf url: URL, limits: PhotoLimits) {
        let start = ContinuousClock.now
        photo = Result { () throws(ImageError) in try Photo(contentsOf: url, limits: limits) }
        seconds = (ContinuousClock.now - start) / .seconds(1)
    }
}
