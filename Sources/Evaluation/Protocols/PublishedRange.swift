extension ValidRange {
    /// The depths that count in the paper's data sets (Depth Pro, Table 18), by their names in commands.
    public static let published: [String: ValidRange] = [
        "booster": ValidRange(minimum: 0.001, maximum: 10),
        "eth3d": ValidRange(minimum: 0.1, maximum: 200),
        "ibims-1": ValidRange(minimum: 0.1, maximum: 10),
        "middlebury": ValidRange(minimum: 0.001, maximum: 10),
        "nuscenes": ValidRange(minimum: 0.001, maximum: 80),
        "sintel": ValidRange(minimum: 0.01, maximum: 80),
        "sun-rgbd": ValidRange(minimum: 0.001, maximum: 10),
    ]
}
