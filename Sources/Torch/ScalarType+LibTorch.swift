extension ScalarType {
    /// libtorch's number for the type (`c10::ScalarType`).
    package var torchCode: Int32 {
        switch self {
        case .uint8: 0
        case .int8: 1
        case .int16: 2
        case .int32: 3
        case .int64: 4
        case .float16: 5
        case .float32: 6
        case .float64: 7
        case .bool: 11
        case .bfloat16: 15
        case .float8E5M2: 23
        case .float8E4M3FN: 24
        case .uint16: 27
        case .uint32: 28
        case .uint64: 29
        }
    }

    /// The type with libtorch's number `code`, or nil if it is not among those named here.
    package init?(torchCode code: Int32) {
        guard let type = Self.allCases.first(where: { $0.torchCode == code }) else { return nil }
        self = type
    }
}
