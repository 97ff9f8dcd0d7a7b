internal import Foundation
internal import Geometry
internal import Images

extension PhotoScene {
    /// The point that a pixel shows.
    ///
    /// Near a depth edge the nearer surface is meant: within two pixels of a photo a thousand pixels wide, people point at
    /// the object's rim, not past it. Ramps, which edges of estimated depth are, are passed over. On a plane, the plane's depth counts, which is steadier than the pixel's.
    ///
    /// - Parameter pixel: From the photo's upper left corner.
    /// - Throws: ``AugmentedRealityError`` with code `outsidePhoto` or `noDepth`.
    public func point(at pixel: SIMD2<Double>) throws(AugmentedRealityError) -> MeasuredPoint {
        guard pixel.x >= 0, pixel.y >= 0, pixel.x < Double(photo.width), pixel.y < Double(photo.height) else {
            throw AugmentedRealityError(
                .outsidePhoto,
                "the point \(Self.text(pixel)) lies outside the photo, which is \(photo.width)×\(photo.height)")
        }
        let patch = patch(around: pixel)
        guard let patch else {
            throw AugmentedRealityError(
                .noDepth,
                "there is no depth at \(Self.text(pixel)): nothing was measured there, or it is farther than "
                    + "\(Int(maximumDepth)) m, as the sky is")
        }
        var depth = patch.depth
        let plane = planeIndex(x: pixel.x, y: pixel.y, depth: depth)
        if let plane, let expected = planes[plane].depth(x: pixel.x, y: pixel.y, intrinsics) { depth = expected }
        return MeasuredPoint(
            pixel: pixel, position: intrinsics.unproject(x: pixel.x, y: pixel.y, depth: depth), noise: patch.noise,
            planeIndex: plane)
    }

    private static func text(_ pixel: SIMD2<Double>) -> String {
        "(\(String(format: "%g", pixel.x)), \(String(format: "%g", pixel.y)))"
    }

    private typealias Sample = (x: Double, y: Double, inverse: Double)

    /// The surface that is meant by a pixel: the nearest that comes within a five-hundredth of the photo's side; else
    /// the pixel's own or, where that is a mere ramp between two others, the nearer one of these.
    private func patch(around pixel: SIMD2<Double>) -> (depth: Double, noise: Double)? {
        let side = Double(max(photo.width, photo.height))
        // Edges of depth that is coarser than the photo are ramps; the surface that is meant begins beside them.
        let reach = max(1, Int(max(side / 160, edgeWidth > 1 ? 3 * edgeWidth : 1).rounded()))
        let touch = max(1, (side / 500).rounded(), edgeWidth > 1 ? 2 * edgeWidth : 1) + 0.5
        let samples = samples(around: pixel, reach: reach)
        guard !samples.isEmpty else { return nil }
        var surfaces = Self.surfaces(samples)
        let sizes = surfaces.map(\.count)
        let least = max(2, min(samples.count / 16, (sizes.max() ?? 0) / 3))
        if surfaces.contains(where: { $0.count >= least }) { surfaces.removeAll { $0.count < least } }
        func distance(_ surface: [Sample]) -> Double {
            surface.reduce(.infinity) { min($0, max(abs($1.x), abs($1.y))) }
        }
        // From near to far.
        let meant =
            surfaces.first { distance($0) <= touch }
            ?? surfaces.first { distance($0) <= 1.5 * touch } ?? surfaces[0]
        return Self.fitted(meant, width: max(edgeWidth, 1))
    }

    private func samples(around pixel: SIMD2<Double>, reach: Int) -> [Sample] {
        let (column, row) = (Int(pixel.x), Int(pixel.y))
        var samples: [Sample] = []
        for y in max(0, row - reach)...min(photo.height - 1, row + reach) {
            for x in max(0, column - reach)...min(photo.width - 1, column + reach) {
                let value = Double(depth.values[y * photo.width + x])
                guard value > 0, value <= maximumDepth else { continue }
                samples.append((Double(x) + 0.5 - pixel.x, Double(y) + 0.5 - pixel.y, 1 / value))
            }
        }
        guard edgeWidth > 1.5 else { return samples }
        let firm = samples.filter { !isRamp(Int(pixel.x + $0.x), Int(pixel.y + $0.y)) }
        return firm.isEmpty ? samples : firm
    }

    /// Whether the depth changes around a pixel as it does on no surface that can be measured on.
    private func isRamp(_ x: Int, _ y: Int) -> Bool {
        var (least, most) = (Float.infinity, Float(0))
        for row in max(0, y - 1)...min(photo.height - 1, y + 1) {
            for column in max(0, x - 1)...min(photo.width - 1, x + 1) {
                let value = depth.values[row * photo.width + column]
                (least, most) = (min(least, value), max(most, value))
            }
        }
        return most > least * 1.06
    }

    /// Parted where the depth jumps, the nearest first.
    private static func surfaces(_ samples: [Sample]) -> [[Sample]] {
        var surfaces: [[Sample]] = []
        for sample in samples.sorted(by: { $0.inverse > $1.inverse }) {
            if let last = surfaces.last?.last, last.inverse <= sample.inverse * 1.03 {
                surfaces[surfaces.count - 1].append(sample)
            } else {
                surfaces.append([sample])
            }
        }
        return surfaces
    }

    /// Inverse depth is linear in the picture on every plane: its value at the pixel, and how much the rest scatters.
    ///
    /// - Parameter width: Samples farther than this count less and less.
    private static func fitted(_ samples: [Sample], width: Double) -> (depth: Double, noise: Double) {
        let nearest = samples.reduce(.infinity) { min($0, $1.x * $1.x + $1.y * $1.y) }
        let weights = samples.map { 1 / (1 + ($0.x * $0.x + $0.y * $0.y - nearest) / (width * width)) }
        let total = weights.reduce(0, +)
        var (x, y, value) = (0.0, 0.0, 0.0)
        for (sample, weight) in zip(samples, weights) {
            x += weight * sample.x / total
            y += weight * sample.y / total
            value += weight * sample.inverse / total
        }
        var (xx, xy, yy, xv, yv) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for (sample, weight) in zip(samples, weights) {
            let (dx, dy, dv) = (sample.x - x, sample.y - y, sample.inverse - value)
            xx += weight * dx * dx
            xy += weight * dx * dy
            yy += weight * dy * dy
            xv += weight * dx * dv
            yv += weight * dy * dv
        }
        let determinant = xx * yy - xy * xy
        // Three pixels in a row have no slope across.
        let isFlat = determinant < 1e-6 * max(xx * yy, 1e-12)
        let slope = isFlat ? (0, 0) : ((xv * yy - yv * xy) / determinant, (yv * xx - xv * xy) / determinant)
        var squares = 0.0
        for (sample, weight) in zip(samples, weights) {
            let rest = sample.inverse - value - slope.0 * (sample.x - x) - slope.1 * (sample.y - y)
            squares += weight / total * rest * rest
        }
        let (most, least) = (samples[0].inverse, samples[samples.count - 1].inverse)
        let inverse = min(max(value - slope.0 * x - slope.1 * y, least), most)
        return (1 / inverse, squares.squareRoot() / inverse)
    }
}
