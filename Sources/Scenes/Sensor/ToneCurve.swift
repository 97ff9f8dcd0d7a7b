internal import Foundation

/// From light, where 1 is full, to sRGB values, 0 to 1, by table.
struct ToneCurve {
    private static let size = 2048
    private static let brightest: Float = 4
    private let table: [Float]

    /// - Parameter contrast: Steepness around the middle; 1 adds none.
    init(contrast: Float) {
        table = (0...Self.size).map { index in
            // Finer where it is dark.
            let position = Float(index) / Float(Self.size)
            let light = position * position * Self.brightest
            // A straight line up to 0.6 of full, then a shoulder that reaches white at the brightest.
            let knee: Float = 0.6
            let excess = max(light - knee, 0)
            let rolled = min(light, knee) + (1 - knee) * (1 - exp(-excess / (1 - knee)))
            let value = rolled <= 0.003_130_8 ? rolled * 12.92 : 1.055 * pow(rolled, 1 / 2.4) - 0.055
            // An S through (0.5, 0.5) that keeps 0 and 1.
            let bent =
                value < 0.5 ? 0.5 * pow(2 * value, contrast) : 1 - 0.5 * pow(max(2 - 2 * value, 0), contrast)
            return min(max(bent, 0), 1)
        }
    }

    @inline(__always)
    func callAsFunction(_ light: Float) -> Float {
        guard light > 0 else { return 0 }
        let position = (min(light, Self.brightest) / Self.brightest).squareRoot() * Float(Self.size)
        let index = min(Int(position), Self.size - 1)
        return mix(table[index], table[index + 1], position - Float(index))
    }
}
