/// The type of one element of a tensor.
///
/// Raw values are PyTorch's names ("float32"), as written in configurations and messages.
public enum ScalarType: String, Sendable, Hashable, CaseIterable {
    /// IEEE 754 binary64.
    case float64
    /// IEEE 754 binary32.
    case float32
    /// IEEE 754 binary16.
    case float16
    /// The upper half of a `float32`: 8 exponent bits, 7 fraction bits.
    case bfloat16
    /// 64-bit signed integer.
    case int64
    /// 32-bit signed integer.
    case int32
    /// 16-bit signed integer.
    case int16
    /// 8-bit signed integer.
    case int8
    /// 8-bit unsigned integer.
    case uint8
    /// One byte, 0 or 1.
    case bool
    /// 16-bit unsigned integer. Readable from files only.
    case uint16
    /// 32-bit unsigned integer. Readable from files only.
    case uint32
    /// 64-bit unsigned integer. Readable from files only.
    case uint64
    /// 8-bit float, 4 exponent bits, finite values only. Readable from files only.
    case float8E4M3FN = "float8_e4m3fn"
    /// 8-bit float, 5 exponent bits. Readable from files only.
    case float8E5M2 = "float8_e5m2"

    /// The size of one element in bytes.
    public var byteCount: Int {
        switch self {
        case .float64, .int64, .uint64: 8
        case .float32, .int32, .uint32: 4
        case .float16, .bfloat16, .int16, .uint16: 2
        case .int8, .uint8, .bool, .float8E4M3FN, .float8E5M2: 1
        }
    }

    /// Whether the type is a floating-point type.
    public var isFloatingPoint: Bool {
        switch self {
        case .float64, .float32, .float16, .bfloat16, .float8E4M3FN, .float8E5M2: true
        case .int64, .int32, .int16, .int8, .uint8, .bool, .uint16, .uint32, .uint64: false
        }
    }
}
