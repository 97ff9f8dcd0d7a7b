/// Pictures a depth map the way the reference implementation of Depth Pro does: inverse depth, so that what is near
/// gets most of the colours, stretched from the map's least to its greatest value, but never beyond 0.1 m and 250 m.
public struct InverseDepthVisualization: Sendable {
    /// The colours, from far (first) to near (last).
    public var colorMap: ColorMap
    /// Whether a scale in metres is drawn below the picture.
    public var hasLegend: Bool

    /// What is nearer than this, in metres, gets the nearest colour.
    public static let nearest: Float = 0.1
    /// What is farther than this, in metres, gets the farthest colour.
    public static let farthest: Float = 250

    /// A visualisation with the reference's colours and no legend, unless told otherwise.
    public init(colorMap: ColorMap = .turbo, hasLegend: Bool = false) {
        self.colorMap = colorMap
        self.hasLegend = hasLegend
    }

    /// The inverse depths, in 1/m, of the first and the last colour; nil when no value is a depth.
    ///
    /// Both are equal when all depths are; a map wholly beyond 250 m or within 0.1 m is pictured in one colour too.
    public static func range(of depth: FloatRaster) -> ClosedRange<Float>? {
        var (least, greatest) = (Float.infinity, -Float.infinity)
        for value in depth.values where value > 0 {
            least = min(least, 1 / value)
            greatest = max(greatest, 1 / value)
        }
        guard least <= greatest else { return nil }
        let (lower, upper) = (max(1 / farthest, least), min(greatest, 1 / nearest))
        return lower < upper ? lower...upper : min(max(least, 1 / farthest), 1 / nearest).asRange
    }

    /// Colours a map of depths in metres. Infinite depth is farthest; NaN, zero and negative values are black.
    ///
    /// A map of one depth only gets the middle colour, and no legend.
    public func render(_ depth: FloatRaster) -> RGBImage {
        let range = Self.range(of: depth)
        let image = render(depth, in: range)
        guard hasLegend, let range, range.lowerBound < range.upperBound else { return image }
        return DepthLegend(range: range, colorMap: colorMap).drawn(below: image)
    }

    /// Colours a map so that it can be compared with others: what lies beyond `range`, in 1/m, gets its end's colour.
    package func render(_ depth: FloatRaster, in range: ClosedRange<Float>?) -> RGBImage {
        let colors = colorMap.table
        let pixels = [UInt8](unsafeUninitializedCapacity: depth.values.count * 3) { output, count in
            for (index, value) in depth.values.enumerated() {
                if let range, value > 0 {
                    let row = Self.colorIndex(of: 1 / value, in: range) * 3
                    for channel in 0..<3 { output[index * 3 + channel] = colors[row + channel] }
                } else {
                    for channel in 0..<3 { output[index * 3 + channel] = 0 }
                }
            }
            count = depth.values.count * 3
        }
        return RGBImage(width: depth.width, height: depth.height, pixels: pixels)
    }

    /// The inverse depths, in 1/m, of a map without its outermost hundredths, which would leave few colours to the
    /// rest; `nil` when no value is a finite depth.
    package static func centralRange(of depth: FloatRaster) -> ClosedRange<Float>? {
        let known = depth.values.filter { $0 > 0 && $0.isFinite }.map { 1 / $0 }.sorted()
        guard let last = known.last else { return nil }
        let (low, high) = (known[known.count / 100], known[known.count - 1 - known.count / 100])
        return high > low ? low...high : 0...last
    }

    private static func colorIndex(of inverse: Float, in range: ClosedRange<Float>) -> Int {
        let span = range.upperBound - range.lowerBound
        return span > 0 ? ColorMap.index((inverse - range.lowerBound) / span) : 128
    }
}

extension Float {
    fileprivate var asRange: ClosedRange<Float> { self...self }
}
