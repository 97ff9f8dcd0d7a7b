import Foundation
public import Images

/// Exposure and colour that change with distance.
public struct DepthGrade: Sendable, Hashable {
    /// In metres: from here …
    public var near: Double
    /// … to here all of it applies; infinite for as far as one sees.
    public var far: Double
    /// How softly it begins and ends: the share of the distance over which it fades, 0.5 from 2 m to 3 m.
    public var feather: Double
    /// In stops; 1 doubles the light.
    public var exposure: Double
    /// 0 grey, 1 as it is, 2 twice as colourful.
    public var saturation: Double
    /// Above zero warmer, below cooler: 1 halves blue against red.
    public var warmth: Double
    /// 1 as it is; more brings dark and bright apart, about middle grey.
    public var contrast: Double

    /// Describes a change between two distances; the defaults change nothing.
    public init(
        near: Double = 0, far: Double = .infinity, feather: Double = 0.3, exposure: Double = 0, saturation: Double = 1,
        warmth: Double = 0, contrast: Double = 1
    ) {
        precondition(
            near >= 0 && far > near && feather >= 0 && saturation >= 0 && contrast > 0, "no such range or colour")
        (self.near, self.far, self.feather) = (near, far, feather)
        (self.exposure, self.saturation, self.warmth, self.contrast) = (exposure, saturation, warmth, contrast)
    }

    /// How much of the change applies at a distance in metres, 0 to 1.
    public func weight(at distance: Double) -> Double {
        let width = max(log1p(feather), 1e-6)
        let begins = near > 0 ? (log(distance) - log(near)) / width + 1 : 1
        let ends = far < .infinity ? (log(far) - log(distance)) / width + 1 : 1
        let share = min(max(min(begins, ends), 0), 1)
        return share * share * (3 - 2 * share)
    }

    /// The photo with the change.
    public func callAsFunction(
        _ photo: RGBImage, nearness: Nearness, threads: Int? = nil, report: WorkReport = .none
    ) throws(EditingError) -> RGBImage {
        let gain = Float(exp2(exposure))
        let warm = Float(exp2(warmth / 2))
        let gains = SIMD4(gain * warm, gain, gain / warm, 1)
        let (saturation, contrast) = (Float(saturation), Float(contrast))
        let luminance = SIMD4<Float>(0.2126, 0.7152, 0.0722, 0)
        return try PixelEdit(photo: photo, nearness: nearness, threads: threads, report: report).run {
            color, _, _, nearness in
            let weight = Float(self.weight(at: nearness > 0 ? 1 / Double(nearness) : .infinity))
            guard weight > 0 else { return color }
            var changed = color * gains
            let grey = SIMD4(repeating: (changed * luminance).sum())
            changed = grey + (changed - grey) * saturation
            changed.replace(with: 0, where: changed .< 0)
            if contrast != 1 {
                let middle: Float = 0.18
                for channel in 0..<3 { changed[channel] = middle * pow(changed[channel] / middle, contrast) }
            }
            return color + (changed - color) * weight
        }
    }
}
