/// Where a network's tensors come from.
public protocol ParameterSource {
    /// The tensor of that full name and shape.
    ///
    /// - Parameter initial: How to draw it where there is nothing to read.
    func tensor(_ name: String, _ shape: [Int], _ initial: Initializer) throws(TorchError) -> Tensor

    /// The weights of that full name as 8-bit integers, where the source has them so.
    func quantized(_ name: String, _ shape: [Int]) throws(TorchError) -> QuantizedWeight?

    /// Told that nobody needs the tensor of that full name any longer, which may be a view of a file.
    func discard(_ name: String)

    /// Whether the weights of that full name are to be multiplied as 8-bit floats.
    func multipliesAsFloat8(_ name: String) -> Bool

    /// How layers are to compute over bfloat16; other than ``NarrowArithmetic/none`` only where ``LibTorch/narrowKernel`` names a
    /// kernel, every tensor is of bfloat16, and nothing is to be differentiated.
    var narrowArithmetic: NarrowArithmetic { get }

    /// Who is told what a linear layer with weights of that full name is given.
    func observer(ofInputOf name: String) -> ((Tensor) throws(TorchError) -> Void)?
}

extension ParameterSource {
    /// None.
    public func quantized(_ name: String, _ shape: [Int]) throws(TorchError) -> QuantizedWeight? { nil }

    /// Keeps it.
    public func discard(_ name: String) {}

    /// No.
    public func multipliesAsFloat8(_ name: String) -> Bool { false }

    /// By libtorch's operators.
    public var narrowArithmetic: NarrowArithmetic { .none }

    /// Nobody.
    public func observer(ofInputOf name: String) -> ((Tensor) throws(TorchError) -> Void)? { nil }
}

/// How a new parameter is drawn.
public enum Initializer: Sendable, Hashable {
    /// Every element the same.
    case constant(Double)
    /// Normal, mean 0.
    case normal(standardDeviation: Double)
    /// Normal with variance 2 / `fan`, for layers before a ReLU (He et al., 2015).
    case kaiming(fan: Int)
}

/// Draws every tensor anew, on one device and in one type.
public struct RandomParameters: ParameterSource {
    private let device: Device
    private let type: ScalarType
    private let isFloat8: Bool
    /// As it was given.
    public let narrowArithmetic: NarrowArithmetic

    /// - Parameters:
    ///   - type: Of every tensor.
    ///   - device: Where they are drawn.
    ///   - multipliesAsFloat8: Whether transformers' blocks multiply as 8-bit floats.
    ///   - narrowArithmetic: How layers compute over bfloat16.
    public init(
        type: ScalarType = .float32, device: Device = .cpu, multipliesAsFloat8: Bool = false,
        narrowArithmetic: NarrowArithmetic = .none
    ) {
        self.narrowArithmetic = narrowArithmetic
        self.type = type
        self.device = device
        isFloat8 = multipliesAsFloat8
    }

    /// Within transformers' blocks, where it was asked for.
    public func multipliesAsFloat8(_ name: String) -> Bool { isFloat8 && name.contains(".blocks.") }

    /// A new draw, whatever the name.
    public func tensor(_ name: String, _ shape: [Int], _ initial: Initializer) throws(TorchError) -> Tensor {
        switch initial {
        case .constant(let value):
            return try Tensor(full: value, shape, type: type, device: device)
        case .normal(let deviation):
            return try (.randomNormal(shape, type: type, device: device) * deviation).inPreferredLayout()
        case .kaiming(let fan):
            return try (.randomNormal(shape, type: type, device: device) * (2 / Double(fan)).squareRoot())
                .inPreferredLayout()
        }
    }
}
