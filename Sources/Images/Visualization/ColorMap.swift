/// A table of 256 colours that pictures numbers between 0 and 1.
public enum ColorMap: String, Sendable, CaseIterable {
    /// Dark blue over green to dark red: many distinguishable steps; the reference implementation's choice.
    case turbo
    /// Dark violet over green to yellow, even in lightness, fit for colour-blind viewers.
    case viridis
    /// Black over red to pale yellow, even in lightness.
    case magma
    /// Black over orange to bright yellow, even in lightness.
    case inferno
    /// Black to white.
    case grey

    /// The 256 colours, for 0 first: 768 bytes of red, green, blue.
    public var table: [UInt8] {
        switch self {
        case .turbo: Self.turbo768
        case .viridis: Self.viridis768
        case .magma: Self.magma768
        case .inferno: Self.inferno768
        case .grey: Self.grey768
        }
    }

    /// The table's row for a number: 0 and less is the first, 1 and more the last. Traps on NaN.
    public static func index(_ value: Float) -> Int {
        Int(min(max(value * 256, 0), 255))
    }

    private static let turbo768 = bytes(turboDigits)
    private static let viridis768 = bytes(viridisDigits)
    private static let magma768 = bytes(magmaDigits)
    private static let inferno768 = bytes(infernoDigits)
    private static let grey768: [UInt8] = (0..<768).map { UInt8($0 / 3) }

    private static func bytes(_ digits: String) -> [UInt8] {
        let digits = digits.utf8.map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x61 + 10 }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
