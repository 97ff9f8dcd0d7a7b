/// What a validation metric is called in the report.
struct MetricName {
    let title: String
    /// Which way is better, and after what alignment it is measured.
    let note: String

    init(_ key: String) {
        var rest = Substring(key)
        var alignment = ""
        for (prefix, text) in [("median_", ", after median scaling"), ("affine_", ", after affine alignment")]
        where rest.hasPrefix(prefix) {
            rest = rest.dropFirst(prefix.count)
            alignment = text
        }
        let known = Self.known[String(rest)] ?? (String(rest), "")
        title = known.0
        note = known.1 + alignment
    }

    private static let known = [
        "abs_rel": ("Absolute relative error", "lower is better"),
        "delta1": ("δ₁: within a factor of 1.25", "higher is better"),
        "log10": ("Error of log₁₀ depth", "lower is better"),
        "boundary_f1": ("Boundary F1", "higher is better"),
        "focal_error": ("Error of the focal length, median", "lower is better"),
        "focal_delta25": ("Focal length within 25 %", "higher is better"),
    ]
}
