import ArgumentParser

/// A pixel as a person names it: "640,400", column and row from the upper left.
struct PixelPoint: ExpressibleByArgument, CustomStringConvertible {
    let x: Int
    let y: Int

    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let x = parts[0], let y = parts[1], x >= 0, y >= 0 else { return nil }
        (self.x, self.y) = (x, y)
    }

    var description: String { "\(x),\(y)" }
}
