/// A Swift number that NumPy arrays can hold.
public protocol NPYElement: BitwiseCopyable, Sendable {
    /// The corresponding element type.
    static var scalarType: ScalarType { get }
}

extension Double: NPYElement {
    /// `float64`.
    public static var scalarType: ScalarType { .float64 }
}

extension Float: NPYElement {
    /// `float32`.
    public static var scalarType: ScalarType { .float32 }
}

#if !(os(macOS) && arch(x86_64))
    extension Float16: NPYElement {
        /// `float16`.
        public static var scalarType: ScalarType { .float16 }
    }
#endif

extension Int64: NPYElement {
    /// `int64`.
    public static var scalarType: ScalarType { .int64 }
}

extension Int32: NPYElement {
    /// `int32`.
    public static var scalarType: ScalarType { .int32 }
}

extension Int16: NPYElement {
    /// `int16`.
    public static var scalarType: ScalarType { .int16 }
}

extension Int8: NPYElement {
    /// `int8`.
    public static var scalarType: ScalarType { .int8 }
}

extension UInt64: NPYElement {
    /// `uint64`.
    public static var scalarType: ScalarType { .uint64 }
}

extension UInt32: NPYElement {
    /// `uint32`.
    public static var scalarType: ScalarType { .uint32 }
}

extension UInt16: NPYElement {
    /// `uint16`.
    public static var scalarType: ScalarType { .uint16 }
}

extension UInt8: NPYElement {
    /// `uint8`.
    public static var scalarType: ScalarType { .uint8 }
}
