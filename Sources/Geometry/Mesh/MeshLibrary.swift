internal import CMeshOptimizer

/// meshoptimizer, which simplifies meshes.
package enum MeshLibrary {
    /// Why it cannot be used; `nil` where it can.
    package static var problem: String? {
        var error = cmeshoptimizer_error()
        guard cmeshoptimizer_start(&error) != 0 else { return nil }
        return withUnsafeBytes(of: error.text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
