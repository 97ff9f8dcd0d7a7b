import Images
import Views

/// A red square 1 m away before a blue wall, striped, 2 m away: everything about it is known.
struct BoxScene {
    static let width = 160
    static let height = 120
    static let intrinsics = Intrinsics(focalLength: 150, width: width, height: height)
    static let square = (columns: 60..<100, rows: 40..<80)

    static func isSquare(_ x: Int, _ y: Int) -> Bool { square.columns.contains(x) && square.rows.contains(y) }

    static var photo: RGBImage {
        var image = RGBImage(width: width, height: height, filledWith: RGBColor(red: 20, green: 40, blue: 200))
        for y in 0..<height {
            for x in 0..<width {
                if isSquare(x, y) {
                    image[x, y] = RGBColor(red: 220, green: 30, blue: 20)
                } else if (y / 8) % 2 == 0 {
                    image[x, y] = RGBColor(red: 40, green: 70, blue: 230)
                }
            }
        }
        return image
    }

    static var depth: FloatRaster {
        FloatRaster(
            width: width, height: height,
            values: (0..<width * height).map { isSquare($0 % width, $0 / width) ? 1 : 2 })
    }

    static func scene() throws -> LayeredScene { try LayeredScene(photo: photo, depth: depth, intrinsics: intrinsics) }
}
