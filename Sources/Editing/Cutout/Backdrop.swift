public import Images

/// What stands behind a cut-out.
public enum Backdrop: Sendable {
    /// One colour.
    case color(RGBColor)
    /// A picture, scaled to cover all and cut at its longer sides.
    case picture(RGBImage)
}

extension Cutout.Result {
    /// The cut-out before something else, mixed as light.
    public func composed(over backdrop: Backdrop) -> RGBImage {
        let (width, height) = (foreground.width, foreground.height)
        let scaled: [Float]? =
            if case .picture(let picture) = backdrop { Self.covering(picture, width, height) } else { nil }
        let (light, encoded) = (SRGBTransfer.light, SRGBTransfer.table)
        let area = width * height
        let plain: SIMD3<UInt8> =
            if case .color(let color) = backdrop { SIMD3(color.red, color.green, color.blue) } else { .zero }
        let pixels = [UInt8](unsafeUninitializedCapacity: area * 3) { buffer, count in
            for index in 0..<area {
                let share = matte.values[index]
                for channel in 0..<3 {
                    let behind = scaled.map { UInt8(min(max($0[channel * area + index].rounded(), 0), 255)) }
                    let (own, other) = (foreground.pixels[3 * index + channel], behind ?? plain[channel])
                    let mixed = share * light[Int(own)] + (1 - share) * light[Int(other)]
                    // What is not mixed stays the same byte.
                    buffer[3 * index + channel] =
                        share >= 1 ? own : share <= 0 ? other : encoded[SRGBTransfer.index(mixed)]
                }
            }
            count = area * 3
        }
        return RGBImage(width: width, height: height, pixels: pixels)
    }

    private static func covering(_ picture: RGBImage, _ width: Int, _ height: Int) -> [Float] {
        let scale = min(Double(picture.width) / Double(width), Double(picture.height) / Double(height))
        let (across, down) = (Double(width) * scale, Double(height) * scale)
        return picture.planes(
            columns: AxisFilter(
                from: (Double(picture.width) - across) / 2, extent: across, count: width, limit: picture.width,
                antialiases: true),
            rows: AxisFilter(
                from: (Double(picture.height) - down) / 2, extent: down, count: height, limit: picture.height,
                antialiases: true))
    }
}
