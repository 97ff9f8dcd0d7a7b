internal import Foundation
internal import Images

/// A part of an image that stands for the whole: what the network is shown of it.
package struct SampleCrop {
    /// The left edge, in pixels.
    package var left: Double
    /// The upper edge, in pixels.
    package var top: Double
    /// In pixels.
    package var width: Double
    /// In pixels.
    package var height: Double
    /// Whether left and right change places.
    package var isFlipped: Bool

    /// Width by height of the crops that have a shape of their own: a telephone held upright, up to a driving camera's.
    private static let shapes = 9.0 / 16...3.2

    /// Draws a crop: the middle of the image, or all of it (paper, table 16: it changes the field of view).
    package init(
        of size: (width: Int, height: Int), _ plan: AugmentationPlan, _ random: inout SampleRandom
    ) {
        let isCrop = random.chance(plan.crop)
        let part = isCrop ? random.uniform(plan.smallestCrop, 1) : 1
        var parts = (across: part, down: part)
        let isReshaped = random.chance(plan.aspect)
        if isReshaped {
            // One side keeps its length. Logarithms: twice as wide and twice as high are as far from a square.
            let wanted =
                Self.shapes.lowerBound
                * exp(random.uniform(0, 1) * log(Self.shapes.upperBound / Self.shapes.lowerBound))
            let factor = wanted * Double(size.height) / Double(size.width)
            if factor < 1 { parts.across *= factor } else { parts.down /= factor }
        }
        width = Double(size.width) * parts.across
        height = Double(size.height) * parts.down
        let isAnywhere = (isCrop || isReshaped) && random.chance(plan.offset)
        left = (Double(size.width) - width) * (isAnywhere ? random.uniform(0, 1) : 0.5)
        top = (Double(size.height) - height) * (isAnywhere ? random.uniform(0, 1) : 0.5)
        isFlipped = random.chance(plan.flip)
    }

    /// How `count` columns of the network's input read the image, as in inference.
    func columnFilter(_ count: Int, of imageWidth: Int, antialiases: Bool) -> AxisFilter {
        AxisFilter(
            from: left, extent: width, count: count, limit: imageWidth, antialiases: antialiases,
            isReversed: isFlipped)
    }

    /// Likewise for rows.
    func rowFilter(_ count: Int, of imageHeight: Int, antialiases: Bool) -> AxisFilter {
        AxisFilter(from: top, extent: height, count: count, limit: imageHeight, antialiases: antialiases)
    }

    /// The pixel of the image that holds each of `count` columns; for depth, which must not be mixed.
    func columns(_ count: Int, of imageWidth: Int) -> [Int] {
        let pixels = Self.pixels(from: left, extent: width, count: count, limit: imageWidth)
        return isFlipped ? pixels.reversed() : pixels
    }

    /// Likewise for rows.
    func rows(_ count: Int, of imageHeight: Int) -> [Int] {
        Self.pixels(from: top, extent: height, count: count, limit: imageHeight)
    }

    private static func pixels(from start: Double, extent: Double, count: Int, limit: Int) -> [Int] {
        (0..<count).map { min(max(Int(start + (Double($0) + 0.5) * extent / Double(count)), 0), limit - 1) }
    }
}
