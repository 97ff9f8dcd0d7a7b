/// One 8-bit sRGB colour.
public struct RGBColor: Sendable, Hashable {
    /// Red, 0…255.
    public var red: UInt8
    /// Green, 0…255.
    public var green: UInt8
    /// Blue, 0…255.
    public var blue: UInt8

    /// Composes a colour of its three parts.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// (255, 255, 255), on which transparent pictures are composited.
    public static let white = RGBColor(red: 255, green: 255, blue: 255)
    /// (0, 0, 0), which stands for "no value" in visualisations.
    public static let black = RGBColor(red: 0, green: 0, blue: 0)
}
