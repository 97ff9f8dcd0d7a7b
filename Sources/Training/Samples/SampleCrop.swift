/// A part of an image that stands for the whole: what the network is shown of it.
struct SampleCrop {
    /// The left edge, in pixels.
    var left: Double
    /// The upper edge, in pixels.
    var top: Double
    /// In pixels.
    var width: Double
    /// In pixels.
    var height: Double
    /// Whether left and right change places.
    var isFlipped: Bool

    /// Draws a crop: the middle of the image, or all of it (paper, table 16: it changes the field of view).
    init(
        of size: (width: Int, height: Int), _ plan: AugmentationPlan, _ random: inout SampleRandom
    ) {
        let isCrop = random.chance(plan.crop)
        let part = isCrop ? random.uniform(plan.smallestCrop, 1) : 1
        width = Double(size.width) * part
        height = Double(size.height) * part
        let isAnywhere = isCrop && random.chance(plan.offset)
        left = (Double(size.width) - width) * (isAnywhere ? random.uniform(0, 1) : 0.5)
        top = (Double(size.height) - height) * (isAnywhere ? random.uniform(0, 1) : 0.5)
        isFlipped = random.chance(plan.flip)
    }

    /// For each of `count` columns of the network's input, the position in the image, bilinear with corners not
    /// aligned, as in inference.
    func columns(_ count: Int, of imageWidth: Int) -> [AxisSample] {
        let samples = AxisSample.along(from: left, extent: width, count: count, limit: imageWidth)
        return isFlipped ? samples.reversed() : samples
    }

    /// Likewise for rows.
    func rows(_ count: Int, of imageHeight: Int) -> [AxisSample] {
        AxisSample.along(from: top, extent: height, count: count, limit: imageHeight)
    }
}

/// Where one row or column of the network's input lies in an image.
struct AxisSample {
    /// The pixel before.
    let lower: Int
    /// The pixel after.
    let upper: Int
    /// How far towards ``upper``, 0 to 1.
    let fraction: Float
    /// The pixel that holds the position; for depth, which must not be mixed.
    let nearest: Int

    static func along(from start: Double, extent: Double, count: Int, limit: Int) -> [AxisSample] {
        (0..<count).map { index in
            let position = start + (Double(index) + 0.5) * extent / Double(count)
            let center = min(max(position - 0.5, 0), Double(limit - 1))
            let lower = Int(center)
            return AxisSample(
                lower: lower, upper: min(lower + 1, limit - 1), fraction: Float(center - Double(lower)),
                nearest: min(max(Int(position), 0), limit - 1))
        }
    }
}
