import Geometry
import Images
import Views

/// What view synthesis is compared with: the simple ways to the same view. Empty pixels take the colour of the nearest
/// ones that are not, ring by ring.
enum PlainViews {
    /// Each pixel on its own, at the nearest pixel of the view.
    static func forwardWarp(
        _ photo: RGBImage, _ depth: FloatRaster, _ intrinsics: Intrinsics, _ camera: ViewCamera
    ) -> RGBImage {
        var view = Target(camera)
        let toView = camera.pose.inverse
        for row in 0..<photo.height {
            for column in 0..<photo.width {
                let far = min(depth.values[row * photo.width + column], 1e6)
                let point = toView(
                    intrinsics.unproject(x: Double(column) + 0.5, y: Double(row) + 0.5, depth: Double(far)))
                guard let place = camera.intrinsics.project(point), place.x >= 0, place.y >= 0 else { continue }
                view.set(Int(place.x), Int(place.y), 1 / point.z, color(photo, row * photo.width + column))
            }
        }
        return view.image()
    }

    /// The mesh that 3D files hold, cut at depth edges; or one sheet over everything.
    static func mesh(
        _ photo: RGBImage, _ depth: FloatRaster, _ intrinsics: Intrinsics, _ camera: ViewCamera, isCut: Bool
    ) throws -> RGBImage {
        let finite = FloatRaster(width: depth.width, height: depth.height, values: depth.values.map { min($0, 1e4) })
        let options = SurfaceOptions(maximumDepth: 1e5, edgeThreshold: isCut ? 0.04 : 1e9)
        let surface = try DepthSurface(depth: finite, intrinsics: intrinsics, photo: photo, options: options)
        let mesh = try SurfaceMesh(surface)
        let toView = camera.pose.inverse
        var view = Target(camera)
        let corners = mesh.vertices.map { index -> (place: SIMD2<Double>?, depth: Double, color: SIMD3<Double>) in
            let point = toView(surface.position(Int(index)))
            let color = surface.color(Int(index))
            return (
                camera.intrinsics.project(point), 1 / point.z,
                [Double(color.red), Double(color.green), Double(color.blue)]
            )
        }
        for triangle in 0..<mesh.triangleCount {
            let (a, b, c) = (
                corners[Int(mesh.corners[3 * triangle])], corners[Int(mesh.corners[3 * triangle + 1])],
                corners[Int(mesh.corners[3 * triangle + 2])]
            )
            guard let p = a.place, let q = b.place, let r = c.place else { continue }
            func area(_ p: SIMD2<Double>, _ q: SIMD2<Double>, _ r: SIMD2<Double>) -> Double {
                (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
            }
            let whole = area(p, q, r)
            guard abs(whole) > 1e-12 else { continue }
            let low = pointwiseMin(p, pointwiseMin(q, r))
            let high = pointwiseMax(p, pointwiseMax(q, r))
            guard high.x > 0, high.y > 0, low.x < Double(camera.width), low.y < Double(camera.height) else { continue }
            for row in Int(max(low.y - 0.5, 0))...Int(min(high.y, Double(camera.height - 1))) {
                for column in Int(max(low.x - 0.5, 0))...Int(min(high.x, Double(camera.width - 1))) {
                    let place = SIMD2(Double(column) + 0.5, Double(row) + 0.5)
                    let (u, v) = (area(place, q, r) / whole, area(p, place, r) / whole)
                    guard u >= 0, v >= 0, u + v <= 1 else { continue }
                    let w = 1 - u - v
                    view.set(
                        column, row, a.depth * u + b.depth * v + c.depth * w, a.color * u + b.color * v + c.color * w)
                }
            }
        }
        return view.image()
    }

    private static func color(_ photo: RGBImage, _ index: Int) -> SIMD3<Double> {
        [Double(photo.pixels[index * 3]), Double(photo.pixels[index * 3 + 1]), Double(photo.pixels[index * 3 + 2])]
    }
}

/// A picture with the inverse depth of what it shows.
private struct Target {
    let width: Int
    let height: Int
    private var colors: [SIMD3<Double>]
    private var depths: [Double]

    init(_ camera: ViewCamera) {
        (width, height) = (camera.width, camera.height)
        colors = Array(repeating: .zero, count: width * height)
        depths = Array(repeating: 0, count: width * height)
    }

    mutating func set(_ column: Int, _ row: Int, _ inverseDepth: Double, _ color: SIMD3<Double>) {
        guard column < width, row < height, inverseDepth > depths[row * width + column] else { return }
        depths[row * width + column] = inverseDepth
        colors[row * width + column] = color
    }

    func image() -> RGBImage {
        var (colors, known) = (colors, depths.map { $0 > 0 })
        var isDone = !known.contains(true)
        while !isDone {
            var found: [(Int, SIMD3<Double>)] = []
            for index in known.indices where !known[index] {
                var (sum, count) = (SIMD3<Double>.zero, 0.0)
                let column = index % width
                for neighbor in [
                    column > 0 ? index - 1 : -1, column + 1 < width ? index + 1 : -1, index - width, index + width,
                ] where known.indices.contains(neighbor) && known[neighbor] {
                    sum += colors[neighbor]
                    count += 1
                }
                if count > 0 { found.append((index, sum / count)) }
            }
            for (index, color) in found {
                colors[index] = color
                known[index] = true
            }
            isDone = found.isEmpty
        }
        return RGBImage(
            width: width, height: height,
            pixels: colors.flatMap { color in
                (0..<3).map { UInt8(min(max(color[$0], 0), 255).rounded()) }
            })
    }
}
