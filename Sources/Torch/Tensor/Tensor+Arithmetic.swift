internal import CTorch

// Element-wise operations broadcast as NumPy's do.
extension Tensor {
    /// Sums.
    public static func + (a: Tensor, b: Tensor) throws(TorchError) -> Tensor { try a.with(b, CT_ADD, "+") }
    /// Differences.
    public static func - (a: Tensor, b: Tensor) throws(TorchError) -> Tensor { try a.with(b, CT_SUBTRACT, "-") }
    /// Products of elements.
    public static func * (a: Tensor, b: Tensor) throws(TorchError) -> Tensor { try a.with(b, CT_MULTIPLY, "*") }
    /// Quotients.
    public static func / (a: Tensor, b: Tensor) throws(TorchError) -> Tensor { try a.with(b, CT_DIVIDE, "/") }

    /// Sums with a number.
    public static func + (a: Tensor, b: Double) throws(TorchError) -> Tensor { try a.with(b, CT_ADD, "+") }
    /// Differences from a number.
    public static func - (a: Tensor, b: Double) throws(TorchError) -> Tensor { try a.with(b, CT_SUBTRACT, "-") }
    /// Products with a number.
    public static func * (a: Tensor, b: Double) throws(TorchError) -> Tensor { try a.with(b, CT_MULTIPLY, "*") }
    /// Quotients by a number.
    public static func / (a: Tensor, b: Double) throws(TorchError) -> Tensor { try a.with(b, CT_DIVIDE, "/") }

    /// The negated elements.
    public static prefix func - (a: Tensor) throws(TorchError) -> Tensor { try a.apply(CT_NEGATE, "-") }

    /// Adds in place.
    public static func += (a: Tensor, b: Tensor) throws(TorchError) { try a.inPlace(b, CT_ADD, "+=") }
    /// Subtracts in place.
    public static func -= (a: Tensor, b: Tensor) throws(TorchError) { try a.inPlace(b, CT_SUBTRACT, "-=") }
    /// Multiplies in place.
    public static func *= (a: Tensor, b: Tensor) throws(TorchError) { try a.inPlace(b, CT_MULTIPLY, "*=") }
    /// Divides in place.
    public static func /= (a: Tensor, b: Tensor) throws(TorchError) { try a.inPlace(b, CT_DIVIDE, "/=") }
    /// Adds a number in place.
    public static func += (a: Tensor, b: Double) throws(TorchError) { try a.inPlace(b, CT_ADD, "+=") }
    /// Multiplies by a number in place.
    public static func *= (a: Tensor, b: Double) throws(TorchError) { try a.inPlace(b, CT_MULTIPLY, "*=") }

    // The comparisons give tensors of type bool.
    /// Where the elements are equal.
    public static func .== (a: Tensor, b: Tensor) throws(TorchError) -> Tensor { try a.with(b, CT_EQUAL, ".==") }
    /// Where the element equals a number.
    public static func .== (a: Tensor, b: Double) throws(TorchError) -> Tensor { try a.with(b, CT_EQUAL, ".==") }
    /// Where the left element is smaller.
    public static func .< (a: Tensor, b: Tensor) throws(TorchError) -> Tensor { try a.with(b, CT_LESS, ".<") }
    /// Where the element is below a number.
    public static func .< (a: Tensor, b: Double) throws(TorchError) -> Tensor { try a.with(b, CT_LESS, ".<") }
    /// Where the left element is no larger.
    public static func .<= (a: Tensor, b: Tensor) throws(TorchError) -> Tensor { try a.with(b, CT_LESS_EQUAL, ".<=") }
    /// Where the left element is larger.
    public static func .> (a: Tensor, b: Tensor) throws(TorchError) -> Tensor { try a.with(b, CT_GREATER, ".>") }
    /// Where the element is above a number.
    public static func .> (a: Tensor, b: Double) throws(TorchError) -> Tensor { try a.with(b, CT_GREATER, ".>") }
    /// Where the element is at or above a number.
    public static func .>= (a: Tensor, b: Double) throws(TorchError) -> Tensor {
        try a.with(b, CT_GREATER_EQUAL, ".>=")
    }
    /// Where both hold.
    public static func .& (a: Tensor, b: Tensor) throws(TorchError) -> Tensor { try a.with(b, CT_AND, ".&") }
    /// Where either holds.
    public static func .| (a: Tensor, b: Tensor) throws(TorchError) -> Tensor { try a.with(b, CT_OR, ".|") }

    /// `self` to the power `exponent`.
    public func pow(_ exponent: Double) throws(TorchError) -> Tensor { try with(exponent, CT_POWER, "pow") }
    /// The larger of each pair.
    public func maximum(_ other: Tensor) throws(TorchError) -> Tensor { try with(other, CT_MAXIMUM, "maximum") }
    /// The smaller of each pair.
    public func minimum(_ other: Tensor) throws(TorchError) -> Tensor { try with(other, CT_MINIMUM, "minimum") }

    /// The absolute values.
    public func abs() throws(TorchError) -> Tensor { try apply(CT_ABSOLUTE, "abs") }
    /// e to the power of each element.
    public func exp() throws(TorchError) -> Tensor { try apply(CT_EXP, "exp") }
    /// Natural logarithms.
    public func log() throws(TorchError) -> Tensor { try apply(CT_LOG, "log") }
    /// Square roots.
    public func sqrt() throws(TorchError) -> Tensor { try apply(CT_SQRT, "sqrt") }
    /// 1 over each element.
    public func reciprocal() throws(TorchError) -> Tensor { try apply(CT_RECIPROCAL, "reciprocal") }
    /// Each element times itself.
    public func squared() throws(TorchError) -> Tensor { try apply(CT_SQUARE, "squared") }
    /// -1, 0 or 1.
    public func sign() throws(TorchError) -> Tensor { try apply(CT_SIGN, "sign") }
    /// The nearest whole numbers below.
    public func floor() throws(TorchError) -> Tensor { try apply(CT_FLOOR, "floor") }
    /// Sines of radians.
    public func sin() throws(TorchError) -> Tensor { try apply(CT_SIN, "sin") }
    /// Cosines of radians.
    public func cos() throws(TorchError) -> Tensor { try apply(CT_COS, "cos") }
    /// Tangents of radians.
    public func tan() throws(TorchError) -> Tensor { try apply(CT_TAN, "tan") }
    /// Where the element is 0 or false.
    public func not() throws(TorchError) -> Tensor { try apply(CT_NOT, "not") }
    /// Where the element is not a number.
    public func isNaN() throws(TorchError) -> Tensor { try apply(CT_IS_NAN, "isNaN") }
    /// Where the element is neither infinite nor NaN.
    public func isFinite() throws(TorchError) -> Tensor { try apply(CT_IS_FINITE, "isFinite") }

    /// The larger of the element and 0.
    public func relu() throws(TorchError) -> Tensor { try apply(CT_RELU, "relu") }
    /// The exact form, by the error function.
    public func gelu() throws(TorchError) -> Tensor { try apply(CT_GELU, "gelu") }
    /// The approximation by the hyperbolic tangent.
    public func geluTanh() throws(TorchError) -> Tensor { try apply(CT_GELU_TANH, "geluTanh") }
    /// The logistic function.
    public func sigmoid() throws(TorchError) -> Tensor { try apply(CT_SIGMOID, "sigmoid") }
    /// `x · sigmoid(x)`.
    public func silu() throws(TorchError) -> Tensor { try apply(CT_SILU, "silu") }
    /// Hyperbolic tangents.
    public func tanh() throws(TorchError) -> Tensor { try apply(CT_TANH, "tanh") }

    /// Replaces negative elements by 0.
    public func reluInPlace() throws(TorchError) { try applyInPlace(CT_RELU, "relu") }
    /// Replaces elements by e to the power of them.
    public func expInPlace() throws(TorchError) { try applyInPlace(CT_EXP, "exp") }
    /// Replaces elements by ``gelu()``.
    public func geluInPlace() throws(TorchError) { try applyInPlace(CT_GELU, "gelu") }
    /// Replaces elements by 1 over them.
    public func reciprocalInPlace() throws(TorchError) { try applyInPlace(CT_RECIPROCAL, "reciprocal") }

    /// Adds `scale` times `other`.
    public func addInPlace(_ other: Tensor, scale: Double) throws(TorchError) {
        try check("add", math.add_scaled_in_place(handle, other.handle, scale), [self, other])
    }

    /// The elements held between bounds; a bound left out is open.
    public func clamped(_ low: Double? = nil, _ high: Double? = nil) throws(TorchError) -> Tensor {
        precondition(low != nil || high != nil, "clamped needs a bound")
        return try making("clamp", [self]) { math.clamp(handle, low ?? .nan, high ?? .nan, $0) }
    }

    /// `self + weight · (other − self)`.
    public func lerp(_ other: Tensor, weight: Tensor) throws(TorchError) -> Tensor {
        try making("lerp", [self, other, weight]) { math.lerp(handle, other.handle, weight.handle, $0) }
    }

    /// `self + a · b`.
    public func addingProduct(_ a: Tensor, _ b: Tensor) throws(TorchError) -> Tensor {
        try making("addingProduct", [self, a, b]) { math.add_product(handle, a.handle, b.handle, $0) }
    }

    /// Elements of `a` where `condition` holds, of `b` elsewhere.
    public static func `where`(_ condition: Tensor, _ a: Tensor, _ b: Tensor) throws(TorchError) -> Tensor {
        try making("where", [condition, a, b]) {
            LibTorch.tables.math.pointee.where(condition.handle, a.handle, b.handle, $0)
        }
    }

    private var math: CTMath { LibTorch.tables.math.pointee }

    private func apply<Op: BinaryInteger>(_ op: Op, _ name: String) throws(TorchError) -> Tensor {
        try making(name, [self]) { math.unary(CTUnary(op), handle, $0) }
    }

    private func applyInPlace<Op: BinaryInteger>(_ op: Op, _ name: String) throws(TorchError) {
        try check(name, math.unary_in_place(CTUnary(op), handle), [self])
    }

    private func with<Op: BinaryInteger>(_ b: Tensor, _ op: Op, _ name: String) throws(TorchError) -> Tensor {
        try making(name, [self, b]) { math.binary(CTBinary(op), handle, b.handle, $0) }
    }

    private func with<Op: BinaryInteger>(_ b: Double, _ op: Op, _ name: String) throws(TorchError) -> Tensor {
        try making(name, [self]) { math.binary_scalar(CTBinary(op), handle, b, $0) }
    }

    private func inPlace<Op: BinaryInteger>(_ b: Tensor, _ op: Op, _ name: String) throws(TorchError) {
        try check(name, math.binary_in_place(CTBinary(op), handle, b.handle), [self, b])
    }

    private func inPlace<Op: BinaryInteger>(_ b: Double, _ op: Op, _ name: String) throws(TorchError) {
        try check(name, math.binary_scalar_in_place(CTBinary(op), handle, b), [self])
    }
}
