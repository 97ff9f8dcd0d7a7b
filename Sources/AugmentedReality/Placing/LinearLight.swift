import Foundation
import Images

/// Between sRGB bytes and linear light (IEC 61966-2-1).
enum LinearLight {
    private static let table: [Float] = (0...255).map {
        let encoded = Double($0) / 255
        return Float(encoded <= 0.04045 ? encoded / 12.92 : pow((encoded + 0.055) / 1.055, 2.4))
    }

    static func value(_ byte: UInt8) -> Float { table[Int(byte)] }

    static func color(_ color: RGBColor) -> SIMD3<Double> {
        SIMD3(Double(value(color.red)), Double(value(color.green)), Double(value(color.blue)))
    }

    static func byte(_ light: Float) -> UInt8 {
        let linear = min(max(light, 0), 1)
        let encoded = linear <= 0.0031308 ? linear * 12.92 : 1.055 * pow(linear, 1 / 2.4) - 0.055
        return UInt8((encoded * 255).rounded())
    }
}
