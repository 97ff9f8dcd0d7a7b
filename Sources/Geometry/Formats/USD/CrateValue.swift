/// A value of a field of a ``CrateFile``.
enum CrateValue {
    case bool(Bool)
    case float(Float)
    case double(Double)
    case float2(SIMD2<Float>)
    case double3(SIMD3<Double>)
    case float3(SIMD3<Float>)
    case matrix([[Double]])
    case string(String)
    case token(String)
    case asset(String)
    /// 0: def.
    case specifier(UInt32)
    /// 1: uniform.
    case variability(UInt32)
    /// Names in order, as lists of children are held.
    case tokenVector([String])
    case tokenArray([String])
    /// Prepended.
    case tokenList([String])
    /// Explicit; paths of specs in the file.
    case pathList([String])
    /// Elements of one type, made while they are written.
    case array(ElementType, count: Int, write: (inout ByteSink) throws -> Void)

    /// Codes of `pxr/usd/usd/crateDataTypes.h`.
    enum ElementType: UInt64 {
        case int = 3
        case float2 = 20
        case float3 = 24

        var size: Int {
            switch self {
            case .int: 4
            case .float2: 8
            case .float3: 12
            }
        }
    }
}

/// Codes of `SdfSpecType`.
enum CrateSpecKind: Int32 {
    case attribute = 1
    case prim = 6
    case layer = 7
    case relationship = 8
}
