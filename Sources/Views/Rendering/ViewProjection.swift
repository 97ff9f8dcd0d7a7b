import Geometry
import Images

/// From the pixels of a scene's canvas, with inverse depth, to those of a view.
///
/// A pixel (x, y) of inverse depth w appears at X₀/X₂, X₁/X₂ with inverse depth w/X₂, where X = M·(x, y, 1) + T·w; the
/// sky, whose w is 0, needs no exception.
struct ViewProjection {
    /// M by columns.
    let x: SIMD3<Float>
    let y: SIMD3<Float>
    let one: SIMD3<Float>
    /// T.
    let shift: SIMD3<Float>

    /// - Parameter margin: Pixels of the canvas left of and above the photo.
    init(_ camera: ViewCamera, photo intrinsics: Intrinsics, margin: Int) {
        let toView = camera.pose.inverse
        let (f, cx, cy) = (camera.intrinsics.focalLength, camera.intrinsics.centerX, camera.intrinsics.centerY)
        func projected(_ point: SIMD3<Double>) -> SIMD3<Double> {
            [f * point.x + cx * point.z, f * point.y + cy * point.z, point.z]
        }
        // Points are at the middle of pixels.
        let (left, top) = (intrinsics.centerX + Double(margin) - 0.5, intrinsics.centerY + Double(margin) - 0.5)
        let size = intrinsics.focalLength
        x = SIMD3<Float>(projected(toView.rotate([1 / size, 0, 0])))
        y = SIMD3<Float>(projected(toView.rotate([0, 1 / size, 0])))
        one = SIMD3<Float>(projected(toView.rotate([-left / size, -top / size, 1])))
        shift = SIMD3<Float>(projected(toView.origin))
    }

    /// Nothing is nearer to the view's camera than this share of its distance from the photo's.
    static let nearest: Float = 0.02

    /// Where a point appears, in pixels, and its inverse depth; not a number behind the camera.
    @inline(__always)
    func callAsFunction(_ base: SIMD3<Float>, _ column: Float, _ inverseDepth: Float) -> SIMD3<Float> {
        let place = base + x * column + shift * inverseDepth
        guard place.z > Self.nearest else { return SIMD3(repeating: .nan) }
        let scale = 1 / place.z
        return SIMD3(place.x * scale, place.y * scale, inverseDepth * scale)
    }

    /// What all points of a row have in common.
    @inline(__always)
    func base(row: Float) -> SIMD3<Float> { one + y * row }

    /// Between which rows of the view a run of cells appears; all rows where it reaches behind the camera.
    func rows(_ run: SceneLayer.Run) -> ClosedRange<Float> {
        var (low, high) = (Float.infinity, -Float.infinity)
        for row in [Int(run.row), Int(run.row) + 1] {
            let base = base(row: Float(row))
            for column in [Float(run.start), Float(run.end)] {
                for depth in [run.lowest, run.highest] {
                    let place = self(base, column, depth)
                    guard place.y.isFinite else { return -Float.infinity...Float.infinity }
                    low = min(low, place.y)
                    high = max(high, place.y)
                }
            }
        }
        return low...high
    }
}
