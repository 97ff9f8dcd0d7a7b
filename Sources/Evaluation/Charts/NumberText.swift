internal import Foundation

/// Numbers as a reader likes them.
package enum NumberText {
    /// Three significant digits: "0.0312", "1.25", "12.5k", "3e-6".
    package static func short(_ value: Double) -> String {
        guard value.isFinite else { return "–" }
        switch abs(value) {
        case 0: return "0"
        case ..<0.001: return scientific(value)
        case ..<1000: return plain(value)
        case ..<1_000_000: return plain(value / 1000) + "k"
        case ..<1e9: return plain(value / 1e6) + "M"
        default: return scientific(value)
        }
    }

    /// A whole number in full, its digits in groups of three: "24,000".
    package static func whole(_ value: Int) -> String {
        value.formatted(.number.locale(Locale(identifier: "en_US")))
    }

    /// Hours and minutes, or less.
    package static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite else { return "–" }
        let seconds = Int(min(max(seconds, 0), 1e9))
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3600: return "\(seconds / 60) min"
        default: return "\(seconds / 3600) h \(seconds / 60 % 60) min"
        }
    }

    private static func plain(_ value: Double) -> String {
        let digits = max(0, 2 - Int(floor(log10(abs(value)))))
        var text = String(format: "%.\(digits)f", value)
        if text.contains(".") {
            while text.hasSuffix("0") { text.removeLast() }
            if text.hasSuffix(".") { text.removeLast() }
        }
        return text
    }

    private static func scientific(_ value: Double) -> String {
        let exponent = Int(floor(log10(abs(value))))
        return plain(value / pow(10, Double(exponent))) + "e\(exponent)"
    }
}
