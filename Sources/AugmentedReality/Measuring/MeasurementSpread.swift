import Foundation
import Geometry
import Images
import Scenes

/// How much a value scatters when the depths and pixels that it comes from do: worked out by trying.
struct MeasurementSpread {
    private let trials: [[SIMD3<Double>]]
    private static let count = 400

    init(_ points: [MeasuredPoint], _ scene: PhotoScene, _ trust: DepthUncertainty) {
        let photo = scene.photo
        let diagonal = Double(photo.width * photo.width + photo.height * photo.height).squareRoot()
        let reach = 0.2 * diagonal
        // Edges are no finer than the depth's own pixels.
        let miss = max(trust.pixels * Double(max(photo.width, photo.height)) / 1000, 0.5 * scene.edgeWidth)
        let factors = Self.factors(
            of: points.map { first in
                points.map { second in
                    let apart = first.pixel - second.pixel
                    return trust.shape * trust.shape * exp(-(apart * apart).sum().squareRoot() / reach)
                }
            })
        var random = SeededGenerator(seed: 1)
        trials = (0..<Self.count).map { _ in
            let common = points.map { _ in Double(random.normal()) }
            return points.indices.map { index in
                let point = points[index]
                let shared = zip(factors[index], common).reduce(0) { $0 + $1.0 * $1.1 }
                let x = point.pixel.x + miss * Double(random.normal())
                let y = point.pixel.y + miss * Double(random.normal())
                // On a plane the ray that was missed meets the plane elsewhere.
                let plane = point.planeIndex.map { scene.planes[$0] }
                let depth = plane.flatMap { $0.depth(x: x, y: y, scene.intrinsics) } ?? point.position.z
                return scene.intrinsics.unproject(
                    x: x, y: y, depth: depth * exp(shared + point.noise * Double(random.normal())))
            }
        }
    }

    func deviation(of value: ([SIMD3<Double>]) -> Double) -> Double {
        let values = trials.map(value)
        let mean = values.reduce(0, +) / Double(values.count)
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
    }

    /// The lower triangular matrix whose product with its transpose is the covariance (Cholesky).
    private static func factors(of covariance: [[Double]]) -> [[Double]] {
        let count = covariance.count
        var factors = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
        for row in 0..<count {
            for column in 0...row {
                var sum = covariance[row][column]
                for inner in 0..<column { sum -= factors[row][inner] * factors[column][inner] }
                if row == column {
                    factors[row][row] = max(sum, 0).squareRoot()
                } else {
                    factors[row][column] = factors[column][column] > 1e-12 ? sum / factors[column][column] : 0
                }
            }
        }
        return factors
    }
}
