internal import CTorch

/// How numbers are written in bytes: a number is `scale` times (byte − `zero`).
public struct ByteCode: Sendable, Hashable {
    /// Above 0.
    public let scale: Double
    /// From 0 to 255.
    public let zero: Int

    /// Describes a code.
    public init(scale: Double, zero: Int) {
        self.scale = scale
        self.zero = zero
    }

    var native: CTByteScale { CTByteScale(scale: scale, zero: Int32(clamping: zero)) }
}

extension ByteCode? {
    /// The code as the C ABI takes it.
    func withNative<Result>(_ body: (UnsafePointer<CTByteScale>?) -> Result) -> Result {
        guard let self else { return body(nil) }
        return withUnsafePointer(to: self.native, body)
    }
}
