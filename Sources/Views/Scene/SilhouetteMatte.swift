/// Soft edges: along each cut, how much of a pixel the foreground covers, its own colour, and that of what is behind.
struct SilhouetteMatte {
    /// A pixel of the foreground's rim.
    struct Rim {
        /// Red, green, blue, and the foreground's inverse depth.
        var color: SIMD4<Float>
        /// From 0 to 1.
        var alpha: Float
    }

    /// By pixel: within the foreground up to one pixel beyond the band, where it is opaque, and outside it.
    private(set) var rims: [Int32: Rim] = [:]
    /// Of the background outside the foreground, by pixel: without the foreground's share.
    private(set) var backgrounds: [Int32: SIMD4<Float>]

    /// Colours nearer to each other than about this, of 255, do not tell how a pixel is mixed; its place does.
    private static let uncertainty: Float = 300

    init(
        _ canvas: DepthCanvas, _ bands: EdgeBands, fill: BackgroundFill, nearColors: [Int32: SIMD4<Float>],
        farColors: [Int32: SIMD4<Float>], band: Int, edgeWidth: Int
    ) {
        backgrounds = farColors
        let softness = 0.6 / Float(edgeWidth)
        for index in canvas.pixels.indices {
            let (near, far) = (Int(bands.near[index]), Int(bands.far[index]))
            let key = Int32(index)
            if near <= band + 1 {
                let color = nearColors[key] ?? canvas.pixels[index]
                let behind = fill.values[Int(fill.places[index])]
                let prior = min(0.5 + (Float(near) - 0.5) * softness, 1)
                let alpha =
                    near > band ? 1 : Self.alpha(canvas.pixels[index], color, behind, prior: prior, depth: near)
                rims[key] = Rim(color: color, alpha: alpha > 0.97 ? 1 : alpha)
            }
            guard far <= band else { continue }
            let origin = bands.foreground[index]
            let color = nearColors[origin] ?? canvas.pixels[Int(origin)]
            let behind = farColors[key] ?? canvas.pixels[index]
            let prior = max(0.5 - (Float(far) - 0.5) * softness, 0)
            var alpha = Self.alpha(canvas.pixels[index], color, behind, prior: prior, depth: far)
            if far == band { alpha = 0 }
            rims[key] = Rim(color: color, alpha: alpha)
            // What the foreground leaves over of a pixel tells the background's colour, the less the more it covers.
            var rest = (canvas.pixels[index] - color * alpha) / max(1 - alpha, 0.1)
            rest = rest.clamped(lowerBound: .zero, upperBound: SIMD4(repeating: 255))
            let trust = max(0, 1 - 2 * alpha)
            var mixed = rest * trust + behind * (1 - trust)
            mixed.w = canvas.pixels[index].w
            backgrounds[key] = mixed
        }
    }

    /// The share of the foreground's colour in a mixture, by least squares with the pixel's place as prior.
    private static func alpha(
        _ mixed: SIMD4<Float>, _ front: SIMD4<Float>, _ behind: SIMD4<Float>, prior: Float, depth: Int
    ) -> Float {
        var contrast = front - behind
        var offset = mixed - behind
        contrast.w = 0
        offset.w = 0
        let weight = uncertainty * Float(depth * depth)
        let alpha = ((contrast * offset).sum() + weight * prior) / ((contrast * contrast).sum() + weight)
        return min(max(alpha, 0), 1)
    }
}
