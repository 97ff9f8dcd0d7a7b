/// A symmetric 3×3 matrix of which the eigenvectors are wanted.
struct SymmetricMatrix3 {
    /// `rows[i][j]`.
    private(set) var rows = [SIMD3<Double>](repeating: .zero, count: 3)

    /// Adds the product of a vector with itself.
    mutating func add(_ vector: SIMD3<Double>) {
        for axis in 0..<3 { rows[axis] += vector[axis] * vector }
    }

    /// The eigenvalues, rising, with their unit eigenvectors, by Jacobi's rotations.
    func eigenvectors() -> [(value: Double, vector: SIMD3<Double>)] {
        var matrix = rows
        var vectors = [SIMD3(1.0, 0, 0), SIMD3(0, 1.0, 0), SIMD3(0, 0, 1.0)]
        // Each sweep squares the rest: a handful do.
        for _ in 0..<30 {
            for (p, q) in [(0, 1), (0, 2), (1, 2)] where matrix[p][q] != 0 {
                let slope = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q])
                let tangent = (slope < 0 ? -1 : 1) / (abs(slope) + (slope * slope + 1).squareRoot())
                let cosine = 1 / (tangent * tangent + 1).squareRoot()
                let sine = tangent * cosine
                for row in 0..<3 {
                    let (a, b) = (matrix[row][p], matrix[row][q])
                    (matrix[row][p], matrix[row][q]) = (cosine * a - sine * b, sine * a + cosine * b)
                }
                let (rowP, rowQ, vectorP, vectorQ) = (matrix[p], matrix[q], vectors[p], vectors[q])
                (matrix[p], matrix[q]) = (cosine * rowP - sine * rowQ, sine * rowP + cosine * rowQ)
                (vectors[p], vectors[q]) = (cosine * vectorP - sine * vectorQ, sine * vectorP + cosine * vectorQ)
                (matrix[p][q], matrix[q][p]) = (0, 0)
            }
        }
        return (0..<3).map { (matrix[$0][$0], vectors[$0]) }.sorted { $0.value < $1.value }
    }
}
