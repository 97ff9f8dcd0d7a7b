/// Turns rows of samples as libvips delivers them into 8-bit sRGB on white.
///
/// 8- and 16-bit samples are taken as sRGB already, floating point as linear light with the primaries of sRGB and
/// 1 as white: negative values become black and what exceeds 1, infinity included, becomes full intensity.
struct PixelConverter {
    enum Sample {
        case unsigned8, unsigned16, linear

        var size: Int {
            switch self {
            case .unsigned8: 1
            case .unsigned16: 2
            case .linear: 4
            }
        }
    }

    let sample: Sample
    /// 1 grey, 2 grey and alpha, 3 colour, 4 colour and alpha.
    let bands: Int
    /// Whether colours have been multiplied by alpha already, as in OpenEXR.
    let isPremultiplied: Bool
    /// The alpha of an opaque pixel of linear light.
    let opaqueLight: Float

    var pixelSize: Int { sample.size * bands }
    /// Whether samples are the result as they stand.
    var isIdentity: Bool { sample == .unsigned8 && bands == 3 }

    /// Converts `pixels` pixels. Returns false when one of them is no number.
    func convert(_ input: UnsafeRawBufferPointer, pixels: Int, into output: UnsafeMutablePointer<UInt8>) -> Bool {
        switch sample {
        case .unsigned8:
            convert(input.assumingMemoryBound(to: UInt8.self), pixels, into: output, opaque: .max, Self.blend8)
        case .unsigned16:
            convert(input.assumingMemoryBound(to: UInt16.self), pixels, into: output, opaque: .max, Self.blend16)
        case .linear:
            let samples = input.assumingMemoryBound(to: Float.self)
            for index in 0..<pixels * bands where samples[index].isNaN { return false }
            let transfer = SRGBTransfer.table
            transfer.withUnsafeBufferPointer { transfer in
                convert(samples, pixels, into: output, opaque: opaqueLight) { color, alpha in
                    let (color, alpha) = (clamped(color), clamped(alpha / opaqueLight))
                    let light = (isPremultiplied ? color : color * alpha) + (1 - alpha)
                    return transfer[SRGBTransfer.index(light)]
                }
            }
        }
        return true
    }

    /// (c·a + 255·(255 − a)) / 255, rounded.
    private static func blend8(_ color: UInt8, _ alpha: UInt8) -> UInt8 {
        let (color, alpha) = (UInt32(color), UInt32(alpha))
        return UInt8((color * alpha + 255 * (255 - alpha) + 127) / 255)
    }

    /// The same in 16 bits, then to 8: divided by 65535 · 257.
    private static func blend16(_ color: UInt16, _ alpha: UInt16) -> UInt8 {
        let (color, alpha) = (UInt64(color), UInt64(alpha))
        let sum: UInt64 = color * alpha + 65535 * (65535 - alpha)
        return UInt8((sum + 8_421_247) / 16_842_495)
    }

    private func clamped(_ value: Float) -> Float { min(max(value, 0), 1) }

    @inline(__always)
    private func convert<Value>(
        _ samples: UnsafeBufferPointer<Value>, _ pixels: Int, into output: UnsafeMutablePointer<UInt8>,
        opaque: Value, _ blend: (_ color: Value, _ alpha: Value) -> UInt8
    ) {
        let hasAlpha = bands == 2 || bands == 4
        let isGrey = bands < 3
        for pixel in 0..<pixels {
            let first = pixel * bands
            let alpha = hasAlpha ? samples[first + bands - 1] : opaque
            output[pixel * 3] = blend(samples[first], alpha)
            output[pixel * 3 + 1] = blend(samples[isGrey ? first : first + 1], alpha)
            output[pixel * 3 + 2] = blend(samples[isGrey ? first : first + 2], alpha)
        }
    }
}
