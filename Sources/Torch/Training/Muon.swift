/// Momentum whose every step is made orthogonal: all directions of a matrix move equally far (Jordan et al., 2024).
///
/// Adam's steps of a transformer's matrices are dominated by few directions; the others, which carry what is particular
/// to an image, hardly move. For matrices inside a network alone: biases, norms, embeddings and last layers belong to
/// ``Adam``. Steps are as large as Adam's usually are, a root mean square of 0.2 times the learning rate (Liu et al.,
/// 2025, section 2.2), so that both take the same rates.
public final class Muon: Optimizer {
    /// A parameter, seen as one or several matrices.
    public struct Matrix {
        /// Rows first; further axes count as columns.
        public var parameter: Tensor
        /// Into how many matrices of as many rows it falls, such as queries, keys and values.
        public var parts: Int

        /// - Precondition: `parts` divides the rows.
        public init(_ parameter: Tensor, parts: Int = 1) {
            precondition(parameter.shape.count >= 2, "a step can be made orthogonal of matrices alone")
            precondition(parameter.shape[0] % parts == 0, "\(parts) parts of \(parameter.shape[0]) rows")
            self.parameter = parameter
            self.parts = parts
        }
    }

    /// The size of a step, as Adam's.
    public var learningRate: Double
    /// How slowly the mean of the gradient forgets.
    public let momentum: Double
    /// Of the products that make a step orthogonal; rounding of bfloat16 does no harm there.
    public let arithmetic: ScalarType
    private let matrices: [Matrix]
    private let means: [Tensor]

    /// - Parameter matrices: Of float parameters that require gradients.
    public init(
        _ matrices: [Matrix], learningRate: Double, momentum: Double = 0.95, arithmetic: ScalarType = .float32
    ) throws(TorchError) {
        self.matrices = matrices
        self.learningRate = learningRate
        self.momentum = momentum
        self.arithmetic = arithmetic
        var means: [Tensor] = []
        for matrix in matrices {
            let parameter = matrix.parameter
            means.append(try .zeros(parameter.shape, type: parameter.scalarType, device: parameter.device))
        }
        self.means = means
    }

    /// What is moved.
    public var parameters: [Tensor] { matrices.map(\.parameter) }

    /// For each parameter the running sum of its gradients (`mean`), of its shape.
    public var states: [[String: Tensor]] { means.map { ["mean": $0] } }

    /// Moves every matrix that has a gradient.
    public func step() throws {
        try withoutGradients {
            for (matrix, mean) in zip(matrices, means) {
                guard let gradient = try matrix.parameter.gradient() else { continue }
                try mean.lerpInPlace(gradient, momentum)
                // Nesterov's look ahead.
                let direction = try gradient * (1 - momentum) + mean * momentum
                try move(matrix, along: direction)
            }
        }
    }

    private func move(_ matrix: Matrix, along direction: Tensor) throws(TorchError) {
        let shape = matrix.parameter.shape
        let rows = shape[0] / matrix.parts
        let columns = shape.dropFirst().reduce(1, *)
        let plane = try direction.reshaped([matrix.parts, rows, columns])
        let step = try Self.orthogonal(plane, arithmetic).reshaped(shape)
        let size = 0.2 * Double(max(rows, columns)).squareRoot()
        try matrix.parameter.addInPlace(step, scale: -learningRate * size)
    }

    /// Each matrix of N×rows×columns with its singular values brought near 1 (between about 0.7 and 1.2), by five steps of a
    /// Newton-Schulz iteration whose coefficients lift small values fastest.
    package static func orthogonal(_ matrices: Tensor, _ arithmetic: ScalarType) throws(TorchError) -> Tensor {
        let isTall = matrices.shape[1] > matrices.shape[2]
        let wide = try isTall ? matrices.transposed(1, 2) : matrices
        let norms = try wide.squared().sum([1, 2], keepingAxes: true).sqrt() + 1e-12
        var x = try (wide / norms).to(arithmetic).contiguous()
        for _ in 0..<5 {
            let square = try x.matmul(x.transposed(1, 2))
            let polynomial = try square * -4.775 + square.matmul(square) * 2.0315
            x = try x * 3.4445 + polynomial.matmul(x)
        }
        let result = try x.to(matrices.scalarType)
        return try isTall ? result.transposed(1, 2) : result
    }
}

extension Tensor {
    /// `self` times `share` plus `other` times the rest.
    fileprivate func lerpInPlace(_ other: Tensor, _ share: Double) throws(TorchError) {
        try self *= share
        try addInPlace(other, scale: 1 - share)
    }
}
