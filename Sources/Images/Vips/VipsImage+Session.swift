import CVips

extension VipsImage {
    /// Runs work with libvips, once more on failure: see `cvips_begin`. Images must not leave `body`.
    static func session<Value>(_ body: () throws(VipsFailure) -> Value) throws(VipsFailure) -> Value {
        do throws(VipsFailure) {
            return try run(exclusive: false, body)
        } catch {
            return try run(exclusive: true, body)
        }
    }

    private static func run<Value>(
        exclusive: Bool, _ body: () throws(VipsFailure) -> Value
    ) throws(VipsFailure) -> Value {
        cvips_begin(exclusive ? 1 : 0)
        defer { cvips_end() }
        return try body()
    }
}
