import ArgumentParser

/// A place in a photo: `x,y` in pixels from the upper left corner.
struct PixelPlace: ExpressibleByArgument, CustomStringConvertible {
    let place: SIMD2<Double>

    init?(argument: String) {
        let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
        guard numbers.count == 2, let x = numbers[0], let y = numbers[1], x.isFinite, y.isFinite else { return nil }
        place = SIMD2(x, y)
    }

    var description: String { "\(place.x),\(place.y)" }
}
