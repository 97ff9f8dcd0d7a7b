import Geometry
import Images

/// How bright a photo's surfaces are by the way they face: a + b · n for each channel, by least squares.
struct ShadingFit {
    private var constant = SIMD3<Double>(repeating: 0.2)
    /// For each channel, along X, Y and Z of the world.
    private var slopes = [SIMD3<Double>](repeating: .zero, count: 3)

    private static let sampleCount = 4000
    /// Light comes from above, if nothing says otherwise: so many of all points say so.
    private static let prior = 0.15

    init(_ surface: DepthSurface, _ toWorld: RigidTransform) {
        let stride = max(1, surface.count / Self.sampleCount)
        var rows: [(normal: SIMD3<Double>, light: SIMD3<Double>)] = []
        for (number, index) in surface.indices.enumerated() where number % stride == 0 {
            guard let normal = surface.measuredNormal(index) else { continue }
            rows.append((toWorld.rotate(normal), SIMD3<Double>(surface.color(index).light)))
        }
        guard rows.count >= 16 else { return }
        let mean = rows.reduce(SIMD3<Double>.zero) { $0 + $1.light } / Double(rows.count)
        for channel in 0..<3 { fit(rows, channel, mean: mean[channel]) }
    }

    /// Light from a direction: half as coloured as the surfaces, whose colours are not all the light's.
    func radiance(from direction: SIMD3<Double>, albedo: Double) -> SIMD3<Double> {
        var light = SIMD3<Double>.zero
        for channel in 0..<3 {
            let base = constant[channel]
            // The cosine lobe of a surface passes on two thirds of the first order.
            let change = min(max(1.5 * dot(slopes[channel], direction), -0.9 * base), 2 * base)
            light[channel] = (base + change) / albedo
        }
        let grey = 0.2126 * light.x + 0.7152 * light.y + 0.0722 * light.z
        return (light + SIMD3(repeating: grey)) / 2
    }

    /// Normal equations of (1, n), with a prior of light from above, solved by elimination.
    private mutating func fit(_ rows: [(normal: SIMD3<Double>, light: SIMD3<Double>)], _ channel: Int, mean: Double) {
        var matrix = [[Double]](repeating: [Double](repeating: 0, count: 5), count: 4)
        for row in rows {
            let vector = [1, row.normal.x, row.normal.y, row.normal.z]
            for i in 0..<4 {
                for j in 0..<4 { matrix[i][j] += vector[i] * vector[j] }
                matrix[i][4] += vector[i] * row.light[channel]
            }
        }
        let weight = Self.prior * Double(rows.count)
        let expected = [mean, 0, 0.35 * mean, 0]
        for i in 0..<4 {
            matrix[i][i] += weight
            matrix[i][4] += weight * expected[i]
        }
        for pivot in 0..<4 {
            for row in pivot + 1..<4 {
                let factor = matrix[row][pivot] / matrix[pivot][pivot]
                for column in pivot..<5 { matrix[row][column] -= factor * matrix[pivot][column] }
            }
        }
        var solution = [0.0, 0, 0, 0]
        for row in (0..<4).reversed() {
            var sum = matrix[row][4]
            for column in row + 1..<4 { sum -= matrix[row][column] * solution[column] }
            solution[row] = sum / matrix[row][row]
        }
        constant[channel] = max(solution[0], 0.05 * mean)
        slopes[channel] = SIMD3(solution[1], solution[2], solution[3])
    }
}
