public import Geometry
public import Images

/// A photo with its depth, which way is up, and the planes that it shows.
///
/// ```swift
/// let scene = try PhotoScene(photo: photo.image, depth: depth.raster, intrinsics: depth.intrinsics)
/// let length = try scene.distance(from: SIMD2(210, 400), to: SIMD2(530, 410))
/// print(length.value, "±", length.uncertainty, "m")
/// ```
///
/// Pixels are counted from the upper left corner; the middle of the first one is (0.5, 0.5). Positions are in metres, in
/// the camera's axes: X right, Y down, Z forward.
public struct PhotoScene: Sendable {
    /// The picture.
    public let photo: RGBImage
    /// In metres along the optical axis, as large as the photo.
    public let depth: FloatRaster
    /// For pixels of the photo.
    public let intrinsics: Intrinsics
    /// Which way is up, and whether the photo told.
    public let gravity: GravityEstimate
    /// Those with most pixels first.
    public let planes: [ScenePlane]
    /// In metres: what is farther has no depth that could be told.
    public let maximumDepth: Double
    /// How many pixels wide the depth's edges are: of the photo, to one of the depth as it was measured or estimated.
    public let edgeWidth: Double

    /// Which plane each point of ``surface`` lies on, as its index plus 1; 0 is none.
    private let labels: [UInt8]
    private let surface: DepthSurface

    /// Twenty thousand points are far enough apart for steady normals.
    private static let pointsForPlanes = 20_000

    /// Finds planes and gravity.
    ///
    /// - Parameters:
    ///   - depth: In metres along the optical axis, as large as the photo; what is not positive and finite is unknown.
    ///   - maximumDepth: In metres: what is farther counts as unknown, such as the sky.
    ///   - edgeWidth: How many pixels of the photo come to one of the depth as it was measured or estimated.
    /// - Throws: ``AugmentedRealityError`` with code `noDepth` where the photo shows nothing within the limit.
    /// - Precondition: Photo and depth are of one size.
    public init(
        photo: RGBImage, depth: FloatRaster, intrinsics: Intrinsics, maximumDepth: Double = 200,
        edgeWidth: Double = 1
    ) throws(AugmentedRealityError) {
        do {
            surface = try DepthSurface(
                depth: depth, intrinsics: intrinsics, photo: photo,
                options: .init(maximumDepth: maximumDepth, maximumPoints: Self.pointsForPlanes))
        } catch {
            throw AugmentedRealityError(.noDepth, error.message, cause: error)
        }
        (self.photo, self.depth, self.intrinsics, self.maximumDepth) = (photo, depth, intrinsics, maximumDepth)
        self.edgeWidth = max(1, edgeWidth)
        gravity = GravityEstimate(surface)
        let found = PlaneFinder(surface, up: gravity.up).planes()
        planes = found.map(\.plane)
        var labels = [UInt8](repeating: 0, count: surface.columns * surface.rows)
        for (number, plane) in found.enumerated() {
            for point in plane.points { labels[point] = UInt8(number + 1) }
        }
        self.labels = labels
    }

    /// The plane that a pixel shows, as an index of ``planes``; `nil` where it shows none, or nothing.
    public func planeIndex(x: Int, y: Int) -> Int? {
        let depth = Double(depth.values[y * photo.width + x])
        guard depth > 0, depth <= maximumDepth else { return nil }
        return planeIndex(x: Double(x) + 0.5, y: Double(y) + 0.5, depth: depth)
    }

    /// The plane that a point of the surface lies on.
    func planeIndex(x: Double, y: Double, depth: Double) -> Int? {
        let first = surface.pixel(0)
        let column = Int(((x - first.x) / Double(surface.step)).rounded())
        let row = Int(((y - first.y) / Double(surface.step)).rounded())
        var best: (index: Int, residual: Double)?
        for row in max(0, row - 1)...min(surface.rows - 1, max(0, row + 1)) {
            for column in max(0, column - 1)...min(surface.columns - 1, max(0, column + 1)) {
                let label = labels[row * surface.columns + column]
                guard label > 0, let expected = planes[Int(label) - 1].depth(x: x, y: y, intrinsics) else { continue }
                let residual = abs(depth / expected - 1)
                guard residual < planes[Int(label) - 1].tolerance, residual < best?.residual ?? .infinity else {
                    continue
                }
                best = (Int(label) - 1, residual)
            }
        }
        return best?.index
    }

    /// The plane that a pixel shows.
    ///
    /// - Parameter pixel: From the photo's upper left corner.
    /// - Throws: ``AugmentedRealityError`` with code `outsidePhoto`, `noDepth`, or `noPlane` where it shows nothing flat.
    public func plane(at pixel: SIMD2<Double>) throws(AugmentedRealityError) -> ScenePlane {
        guard let index = try point(at: pixel).planeIndex else {
            throw AugmentedRealityError(
                .noPlane,
                "nothing flat was found at (\(pixel.x), \(pixel.y)): name a point on a floor, a table-top or a wall")
        }
        return planes[index]
    }

    /// The plane that heights are measured from: the floor, else the lowest plane that faces up.
    public var ground: ScenePlane? {
        let level = planes.filter { [.floor, .table].contains($0.kind) }
        return level.max { $0.cameraDistance < $1.cameraDistance }
    }
}
