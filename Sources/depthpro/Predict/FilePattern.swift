#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A pattern with `*`, `?` and `[…]`, as the shell expands it when it is not quoted.
struct FilePattern {
    let text: String

    init(_ text: String) { self.text = text }

    /// The paths that match, sorted.
    var matches: [String] {
        var result = glob_t()
        defer { globfree(&result) }
        guard glob(text, GLOB_TILDE | GLOB_BRACE, nil, &result) == 0 else { return [] }
        return (0..<Int(result.gl_pathc)).compactMap { index in
            result.gl_pathv[index].map { String(cString: $0) }
        }
    }
}
