public import Images

/// What a photo shows, as a surface in metres: a grid of points with colours and normals, joined where the depth is
/// continuous.
///
/// The points are in the camera's axes: X right, Y down, Z forward. The grid holds every pixel, or every second, third,
/// … of them. Beside the photo it takes four bytes a point; positions and normals are worked out when asked for.
public struct DepthSurface: Sendable {
    /// Points across, present or not.
    public let columns: Int
    /// Points down, present or not.
    public let rows: Int
    /// How many points there are.
    public let count: Int
    /// Pixels of the photo from one point to the next.
    public let step: Int
    /// Of the photo.
    public let intrinsics: Intrinsics
    /// What the points' colours come from, as large as the depth map.
    public let photo: RGBImage
    /// What it was made with.
    public let options: SurfaceOptions

    private let depths: [Float]
    private let firstColumn: Int
    private let firstRow: Int
    private let largestRatio: Float

    /// Picks the points.
    ///
    /// - Parameters:
    ///   - depth: In metres along the optical axis; values that are not positive and finite are no depths.
    ///   - intrinsics: For pixels of `depth`.
    ///   - photo: As large as `depth`.
    /// - Throws: ``GeometryError`` with code `empty` where no pixel has a depth within the limits.
    /// - Precondition: Depth and photo are of one size.
    public init(
        depth: FloatRaster, intrinsics: Intrinsics, photo: RGBImage, options: SurfaceOptions = .init()
    ) throws(GeometryError) {
        precondition(
            depth.width == photo.width && depth.height == photo.height,
            "a photo of \(photo.width)×\(photo.height) does not fit a depth map of \(depth.width)×\(depth.height)")
        let grid = Grid(depth.width, depth.height, maximumPoints: options.maximumPoints)
        let selection = PointSelection(depth: depth, step: grid.step, options: options)
        var depths = [Float](repeating: 0, count: grid.columns * grid.rows)
        var count = 0
        for row in 0..<grid.rows {
            for column in 0..<grid.columns {
                let value = selection.depth(grid.firstColumn + column * grid.step, grid.firstRow + row * grid.step)
                depths[row * grid.columns + column] = value
                if value > 0 { count += 1 }
            }
        }
        guard count > 0 else {
            throw GeometryError(
                .empty, "nothing in the picture is nearer than \(options.maximumDepth) m: raise the greatest depth")
        }
        (columns, rows, step) = (grid.columns, grid.rows, grid.step)
        (firstColumn, firstRow) = (grid.firstColumn, grid.firstRow)
        (self.depths, self.count) = (depths, count)
        (self.intrinsics, self.photo, self.options) = (intrinsics, photo, options)
        largestRatio = Float(1 + options.edgeThreshold)
    }

    /// In metres along the optical axis; 0 where there is no point.
    ///
    /// - Parameter index: row · ``columns`` + column.
    public func depth(_ index: Int) -> Float { depths[index] }

    /// Whether two points lie on one surface, as far as their depths tell.
    public func joins(_ first: Int, _ second: Int) -> Bool {
        let (a, b) = (depths[first], depths[second])
        return a > 0 && b > 0 && max(a, b) <= min(a, b) * largestRatio
    }

    /// In pixels of the photo from its upper left corner: the middle of the point's pixel.
    public func pixel(_ index: Int) -> SIMD2<Double> {
        let (column, row) = (index % columns, index / columns)
        return SIMD2(Double(firstColumn + column * step) + 0.5, Double(firstRow + row * step) + 0.5)
    }

    /// In metres, in the camera's axes.
    public func position(_ index: Int) -> SIMD3<Double> {
        let pixel = pixel(index)
        return intrinsics.unproject(x: pixel.x, y: pixel.y, depth: Double(depths[index]))
    }

    /// Of the point's pixel.
    public func color(_ index: Int) -> RGBColor {
        photo[firstColumn + index % columns * step, firstRow + index / columns * step]
    }

    /// The indices of all points, row after row.
    public var indices: some Sequence<Int> { depths.indices.lazy.filter { depths[$0] > 0 } }

    /// Evenly spread pixels, with equal borders left and right, above and below.
    private struct Grid {
        let columns, rows, step, firstColumn, firstRow: Int

        init(_ width: Int, _ height: Int, maximumPoints: Int?) {
            let maximum = maximumPoints ?? width * height
            func fits(_ step: Int) -> Bool { max(1, width / step) * max(1, height / step) <= maximum }
            var step = max(1, Int((Double(width) * Double(height) / Double(maximum)).squareRoot()))
            while !fits(step) { step += 1 }
            while step > 1, fits(step - 1) { step -= 1 }
            self.step = step
            columns = max(1, width / step)
            rows = max(1, height / step)
            firstColumn = (width - 1 - (columns - 1) * step) / 2
            firstRow = (height - 1 - (rows - 1) * step) / 2
        }
    }
}
