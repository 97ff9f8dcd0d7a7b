import Images

/// Decides which pixels are points.
struct PointSelection {
    private let raster: FloatRaster
    private let reach: Int
    private let largestDepth: Float
    private let largestRatio: Float

    /// Where networks see less than the photo holds, their edges are ramps of several pixels; Depth Pro sees 1536.
    private static let networkSize = 1536

    init(depth: FloatRaster, step: Int, options: SurfaceOptions) {
        raster = depth
        let blur = Double(max(depth.width, depth.height)) / Double(Self.networkSize)
        reach = max(step, Int(blur.rounded()), 1)
        largestDepth = Float(options.maximumDepth)
        largestRatio = Float(1 + options.edgeThreshold)
    }

    /// The depth at a pixel; 0 where it is no point.
    func depth(_ x: Int, _ y: Int) -> Float {
        let index = y * raster.width + x
        let depth = raster.values[index]
        guard depth > 0, depth <= largestDepth else { return 0 }
        if x >= reach, x + reach < raster.width,
            floats(depth, between: raster.values[index - reach], raster.values[index + reach])
        {
            return 0
        }
        let below = reach * raster.width
        if y >= reach, y + reach < raster.height,
            floats(depth, between: raster.values[index - below], raster.values[index + below])
        {
            return 0
        }
        return depth
    }

    /// Whether a depth belongs to neither neighbour and lies between them. A wire before a wall is nearer than both.
    private func floats(_ depth: Float, between first: Float, _ second: Float) -> Bool {
        let (near, far) = (min(first, second), max(first, second))
        return near > 0 && depth > near * largestRatio && far > depth * largestRatio
    }
}
