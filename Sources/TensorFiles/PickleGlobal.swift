/// The Python names that a dictionary of tensors refers to. No other name is accepted, and none is ever looked up.
enum PickleGlobal: Equatable {
    /// `collections.OrderedDict`.
    case orderedDict
    /// `torch._utils._rebuild_tensor_v2`: a tensor from a typed storage.
    case rebuildTensorV2
    /// `torch._utils._rebuild_tensor_v3`: a tensor from an untyped storage and an element type.
    case rebuildTensorV3
    /// `torch._utils._rebuild_parameter`.
    case rebuildParameter
    /// `torch.FloatStorage` and the like.
    case storage(ScalarType)
    /// `torch.storage.UntypedStorage`.
    case untypedStorage
    /// `torch.float32` and the like.
    case scalarType(ScalarType)

    init?(module: String, name: String) {
        switch (module, name) {
        case ("collections", "OrderedDict"): self = .orderedDict
        case ("torch._utils", "_rebuild_tensor_v2"): self = .rebuildTensorV2
        case ("torch._utils", "_rebuild_tensor_v3"): self = .rebuildTensorV3
        case ("torch._utils", "_rebuild_parameter"): self = .rebuildParameter
        case ("torch.storage", "UntypedStorage"), ("torch", "UntypedStorage"): self = .untypedStorage
        case ("torch", _):
            if let type = ScalarType.allCases.first(where: { $0.torchStorageName == name }) {
                self = .storage(type)
            } else if let type = ScalarType(rawValue: name) {
                self = .scalarType(type)
            } else {
                return nil
            }
        default: return nil
        }
    }
}

extension ScalarType {
    /// The name of PyTorch's storage class for the type; newer types have none.
    var torchStorageName: String? {
        switch self {
        case .float64: "DoubleStorage"
        case .float32: "FloatStorage"
        case .float16: "HalfStorage"
        case .bfloat16: "BFloat16Storage"
        case .int64: "LongStorage"
        case .int32: "IntStorage"
        case .int16: "ShortStorage"
        case .int8: "CharStorage"
        case .uint8: "ByteStorage"
        case .bool: "BoolStorage"
        case .uint16, .uint32, .uint64, .float8E4M3FN, .float8E5M2: nil
        }
    }
}
