import Foundation

/// Parses EXIF values as libvips words them: `4250/1000 (4.25, Rational, 1 components, 8 bytes)`.
package enum ExifText {
    /// The value in front of the bracket; nil for what is no number, for division by zero and for infinities.
    package static func number(_ text: String) -> Double? {
        let value = text.prefix { $0 != " " && $0 != "(" }
        let parts = value.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let numerator = Double(first) else { return nil }
        var number = numerator
        if parts.count == 2 {
            guard let denominator = Double(parts[1]), denominator != 0 else { return nil }
            number /= denominator
        }
        return number.isFinite ? number : nil
    }

    /// A whole number that an EXIF field can hold.
    package static func integer(_ text: String) -> Int? {
        guard let number = number(text), number.rounded() == number, abs(number) <= Double(UInt32.max) else {
            return nil
        }
        return Int(number)
    }

    /// A text, without the description behind it: `Apple (Apple, ASCII, 6 components, 6 bytes)`.
    package static func string(_ text: String) -> String? {
        var value = Substring(text)
        if let type = text.range(of: ", ASCII, ", options: .backwards) {
            // What remains is the text twice: "Apple (Apple".
            let twice = text[..<type.lowerBound]
            value = twice.prefix(max(0, (twice.count - 2) / 2))
        }
        let trimmed = value.trimmingCharacters(in: .whitespacesAndNewlines.union(.controlCharacters))
        return trimmed.isEmpty ? nil : trimmed
    }
}
