import Images
import Scenes

/// What was rendered of a window, made ready for mixing with the photo.
struct RenderedLayers {
    let width: Int
    let height: Int
    /// The model's own light, already multiplied by its cover.
    let model: [SIMD3<Float>]
    /// How much of each pixel the model covers.
    let cover: [Float]
    /// In metres; grown by two pixels, so that pixels that the model covers in part have one. 0 elsewhere.
    let modelDepth: [Float]
    /// By what the model multiplies the light that surfaces send.
    let shadow: [SIMD3<Float>]
    /// Of the surfaces on which that holds, in metres.
    let shadowDepth: [Float]

    init(with: Rendering, without: Rendering, outline: Rendering, cover: FloatRaster?) {
        (width, height) = (with.width, with.height)
        let count = width * height
        let own = outline.ids.map { $0 == StagedModel.object }
        self.cover = cover?.values ?? own.map { $0 ? 1 : 0 }
        var depths = (0..<count).map { own[$0] ? outline.depth.values[$0] : 0 }
        for _ in 0..<2 { depths = Self.grown(depths, width, height) }
        modelDepth = depths
        shadowDepth = without.depth.values
        shadow = Self.shadow(with.radiance, without, self.cover, width, height)
        let (cover, shadow) = (self.cover, self.shadow)
        model = (0..<count).map { index in
            guard cover[index] > 0 else { return .zero }
            let behind = without.radiance[index] * shadow[index] * (1 - cover[index])
            return pointwiseMax(with.radiance[index] - behind, .zero)
        }
    }

    /// Each pixel without a value takes the largest of its neighbours'.
    private static func grown(_ values: [Float], _ width: Int, _ height: Int) -> [Float] {
        var result = values
        for y in 0..<height {
            for x in 0..<width where values[y * width + x] == 0 {
                for row in max(0, y - 1)...min(height - 1, y + 1) {
                    for column in max(0, x - 1)...min(width - 1, x + 1) {
                        result[y * width + x] = max(result[y * width + x], values[row * width + column])
                    }
                }
            }
        }
        return result
    }

    private static func shadow(
        _ with: [SIMD3<Float>], _ without: Rendering, _ cover: [Float], _ width: Int, _ height: Int
    ) -> [SIMD3<Float>] {
        // What is darker than this is noise over noise.
        let least = SIMD3<Float>(repeating: 1e-3)
        var ratios = [SIMD3<Float>](repeating: .one, count: width * height)
        var isKnown = [Bool](repeating: false, count: width * height)
        for index in ratios.indices where cover[index] == 0 {
            isKnown[index] = true
            guard without.radiance[index].min() > least.x else { continue }
            let ratio = with[index] / without.radiance[index]
            for channel in 0..<3 {
                // Two renderings differ by their noise alone: small changes are none.
                let change = ratio[channel] - 1
                let kept = max(abs(change) - 0.012, 0) * (change < 0 ? -1 : 1)
                ratios[index][channel] = min(max(1 + kept, 0), 1.25)
            }
        }
        // Under the model's rim, what its neighbours have.
        for _ in 0..<4 {
            var (next, known) = (ratios, isKnown)
            for y in 0..<height {
                for x in 0..<width where !isKnown[y * width + x] {
                    var sum = SIMD4<Float>.zero
                    for row in max(0, y - 1)...min(height - 1, y + 1) {
                        for column in max(0, x - 1)...min(width - 1, x + 1) where isKnown[row * width + column] {
                            sum += SIMD4(ratios[row * width + column], 1)
                        }
                    }
                    guard sum.w > 0 else { continue }
                    next[y * width + x] = SIMD3(sum.x, sum.y, sum.z) / sum.w
                    known[y * width + x] = true
                }
            }
            (ratios, isKnown) = (next, known)
        }
        return ratios
    }
}
