import Foundation

/// The sRGB transfer function (IEC 61966-2-1) between linear light and 8 bits.
package enum SRGBTransfer {
    /// From light to 8 bits: one entry per 1/65535 of linear light, twenty and more to each 8-bit step even where the
    /// curve is steepest.
    package static let table: [UInt8] = (0...65535).map { index in
        let linear = Double(index) / 65535
        let encoded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * pow(linear, 1 / 2.4) - 0.055
        return UInt8((encoded * 255).rounded())
    }

    /// From 8 bits to light, 0 to 1.
    package static let light: [Float] = (0...255).map { byte in
        let encoded = Double(byte) / 255
        return Float(encoded <= 0.04045 ? encoded / 12.92 : pow((encoded + 0.055) / 1.055, 2.4))
    }

    /// The table's entry for linear light between 0 and 1; values beyond are clipped.
    @inline(__always)
    package static func index(_ linear: Float) -> Int { Int(min(max(linear, 0), 1) * 65535 + 0.5) }
}
