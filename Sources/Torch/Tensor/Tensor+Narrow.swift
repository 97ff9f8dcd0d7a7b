internal import CTorch

// Operations over bfloat16 by kernels of our own, where `LibTorch.narrowKernel` names one; for inference, on CPUs.
extension Tensor {
    /// Normalises the last axis of bfloat16.
    ///
    /// - Parameters:
    ///   - weight: float32.
    ///   - bias: float32.
    ///   - code: Writes bytes so instead of bfloat16.
    func narrowLayerNormalized(
        weight: Tensor, bias: Tensor, epsilon: Double, code: ByteCode? = nil
    ) throws(TorchError) -> Tensor {
        try making("narrowLayerNorm", [self, weight, bias]) { result in
            code.withNative {
                LibTorch.tables.narrow.pointee.layer_norm(
                    handle, weight.handle, bias.handle, epsilon, $0, result)
            }
        }
    }

    /// ``attention(query:key:value:)`` with its heads side by side: batch×tokens×(heads·channels).
    ///
    /// - Parameter code: Writes bytes so instead of the operands' type.
    public static func joinedAttention(
        query: Tensor, key: Tensor, value: Tensor, code: ByteCode? = nil
    ) throws(TorchError) -> Tensor {
        try making("joinedAttention", [query, key, value]) { result in
            code.withNative {
                LibTorch.tables.narrow.pointee.attention(query.handle, key.handle, value.handle, $0, result)
            }
        }
    }

    /// The bytes of bfloat16 or float32.
    public func bytes(_ code: ByteCode) throws(TorchError) -> Tensor {
        try making("bytes", [self]) { LibTorch.tables.narrow.pointee.bytes(handle, code.native, $0) }
    }
}
