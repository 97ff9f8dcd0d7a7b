/// Digits, the point, the metre and what goes with it in 5 × 7 dots: enough for a scale, with no font to install.
package enum BitmapFont {
    package static let height = 7

    /// The dots that `text` is wide: one free column between characters.
    package static func width(of text: String) -> Int {
        text.reduce(-1) { $0 + columns(of: $1) + 1 }
    }

    /// Draws with squares of `unit` pixels for dots; `x` and `y` are the top left corner.
    package static func draw(
        _ text: String, on image: inout RGBImage, x: Int, y: Int, unit: Int, color: RGBColor = .black
    ) {
        var left = x
        for character in text {
            let columns = columns(of: character)
            for (row, dots) in (glyphs[character] ?? []).enumerated() {
                for column in 0..<columns where dots >> (columns - 1 - column) & 1 == 1 {
                    for dy in 0..<unit {
                        for dx in 0..<unit { image[left + column * unit + dx, y + row * unit + dy] = color }
                    }
                }
            }
            left += (columns + 1) * unit
        }
    }

    private static func columns(of character: Character) -> Int {
        switch character {
        case ".": 1
        case " ": 2
        case "²": 3
        default: 5
        }
    }

    /// Rows from the top; the lowest bit is the rightmost dot.
    private static let glyphs: [Character: [UInt8]] = [
        "0": [0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110],
        "1": [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
        "2": [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111],
        "3": [0b11110, 0b00001, 0b00001, 0b01110, 0b00001, 0b00001, 0b11110],
        "4": [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010],
        "5": [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110],
        "6": [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110],
        "7": [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000],
        "8": [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
        "9": [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100],
        ".": [0, 0, 0, 0, 0, 0, 1],
        "±": [0b00100, 0b00100, 0b11111, 0b00100, 0b00100, 0, 0b11111],
        "-": [0, 0, 0, 0b11111, 0, 0, 0],
        "²": [0b110, 0b001, 0b010, 0b111, 0, 0, 0],
        "m": [0, 0, 0b11010, 0b10101, 0b10101, 0b10101, 0b10101],
    ]
}
