package import Datasets
package import DepthPro
internal import Foundation
internal import Images

/// Turns samples of any data set into the network's input and its labels.
package struct SamplePreparation: Sendable {
    /// Of the network's input.
    package let rows: Int
    /// Of the network's input.
    package let columns: Int
    /// What is done to images.
    package let plan: AugmentationPlan

    /// Whether images are shrunk with all their pixels; see `DepthProConfiguration.antialiasesInput`.
    package let antialiases: Bool
    /// What labels count focal lengths in; see `DepthProConfiguration.focalUnit`.
    package let focalUnit: FocalUnit

    /// For the input of a network of that configuration.
    package init(_ configuration: DepthProConfiguration, plan: AugmentationPlan) {
        self.init(
            rows: configuration.inputRows, columns: configuration.inputColumns,
            antialiases: configuration.antialiasesInput, focalUnit: configuration.focalUnit, plan: plan)
    }

    /// For inputs of that size.
    package init(
        rows: Int, columns: Int, antialiases: Bool = false, focalUnit: FocalUnit = .width, plan: AugmentationPlan
    ) {
        self.rows = rows
        self.columns = columns
        self.antialiases = antialiases
        self.focalUnit = focalUnit
        self.plan = plan
    }

    /// Nearer than this, in metres, is as good as unknown: no lens sees it sharp, and its inverse would rule the loss.
    private static let nearest: Float = 0.05

    /// - Parameter random: Decides all that is done to the image.
    package func callAsFunction(_ sample: DepthSample, _ random: inout SampleRandom) -> PreparedSample {
        // Nothing is drawn without it, so that older recipes see the same images as before.
        let isTurned = plan.turn > 0 && random.chance(plan.turn)
        let sample = isTurned ? CameraTurn(upTo: plan.largestTurn, &random).apply(to: sample) : sample
        let image = sample.image
        let crop = SampleCrop(of: (image.width, image.height), plan, &random)
        var pixels = resampled(image, crop)
        ColorChange(plan, &random).apply(to: &pixels)
        if random.chance(plan.blur) {
            Blur(sigma: random.uniform(0.3, 1.5)).apply(to: &pixels, rows: rows, columns: columns)
        }
        if random.chance(plan.noise) { addNoise(to: &pixels, deviation: Float(random.uniform(0, 0.05)), &random) }
        let group = SampleGroup(sample.traits)
        // Focal length over width, both of the crop: a crop sees less of the world (paper, section 3.1).
        let unit = focalUnit.pixels(width: crop.width, height: crop.height)
        let focal = sample.intrinsics.map { Float($0.focalLength / unit) }
        let labels = labels(sample.depth, crop, scale: group.isMetric ? focal ?? .nan : 1)
        return PreparedSample(
            pixels: pixels, inverseDepth: labels.values, mask: labels.mask,
            fieldOfView: focal.map { 2 * atan(0.5 / $0) * 180 / .pi } ?? .nan, group: group, id: sample.id)
    }

    /// 3×rows×columns in [-1, 1].
    private func resampled(_ image: RGBImage, _ crop: SampleCrop) -> [Float] {
        image.planes(
            columns: crop.columnFilter(columns, of: image.width, antialiases: antialiases),
            rows: crop.rowFilter(rows, of: image.height, antialiases: antialiases)
        ).map { $0 / 127.5 - 1 }
    }

    private func labels(
        _ depth: FloatRaster, _ crop: SampleCrop, scale: Float
    ) -> (values: [Float], mask: [Float]) {
        let across = crop.columns(columns, of: depth.width)
        let down = crop.rows(rows, of: depth.height)
        var values = [Float](repeating: 0, count: rows * columns)
        var mask = values
        guard scale.isFinite else { return (values, mask) }
        for (row, vertical) in down.enumerated() {
            let start = vertical * depth.width
            for (column, horizontal) in across.enumerated() {
                let metres = depth.values[start + horizontal]
                // Infinity, the sky, is known: its inverse is 0.
                guard metres >= Self.nearest else { continue }
                values[row * columns + column] = scale / metres
                mask[row * columns + column] = 1
            }
        }
        return (values, mask)
    }

    private func addNoise(to pixels: inout [Float], deviation: Float, _ random: inout SampleRandom) {
        for index in pixels.indices { pixels[index] += deviation * Float(random.normal()) }
    }
}
