import ArgumentParser
import Images

/// A colour as people write it: "#d0d8e0", or a word.
struct ColorArgument: ExpressibleByArgument {
    let color: RGBColor

    private static let words: [String: UInt32] = [
        "white": 0xFFFFFF, "black": 0, "grey": 0x808080, "gray": 0x808080, "red": 0xFF0000, "green": 0x00FF00,
        "blue": 0x0000FF, "orange": 0xFFA54F, "candle": 0xFF9329, "tungsten": 0xFFD6AA, "daylight": 0xFFFFFF,
        "sky": 0xC0D8FF,
    ]

    init(_ color: RGBColor) { self.color = color }

    init?(argument: String) {
        let text = argument.lowercased()
        let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
        let isNumber = digits.count == 6 && digits.allSatisfy(\.isHexDigit)
        guard let number = Self.words[text] ?? (isNumber ? UInt32(digits, radix: 16) : nil) else { return nil }
        color = RGBColor(
            red: UInt8(number >> 16), green: UInt8(number >> 8 & 255), blue: UInt8(number & 255))
    }

    var defaultValueDescription: String {
        let digits = [color.red, color.green, color.blue].map { String(256 + Int($0), radix: 16).dropFirst() }
        return "#" + digits.joined()
    }
}
