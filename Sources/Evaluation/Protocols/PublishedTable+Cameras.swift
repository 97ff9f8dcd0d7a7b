extension PublishedTable {
    /// Table 3: focal length, δ25 % and δ50 % in percent.
    static let focalLength = PublishedTable(
        number: 3,
        columns: ["dpdd", "fivek", "ppr10k", "raise", "spaq", "zoom"].flatMap {
            [($0, .focalDelta25), ($0, .focalDelta50)]
        },
        rows: [
            ("UniDepth", [6.8, 40.3, 24.8, 56.2, 13.8, 44.2, 35.4, 74.8, 44.2, 77.4, 20.4, 45.4]),
            ("SPEC", [14.6, 46.3, 30.2, 56.6, 34.6, 67.0, 49.2, 78.6, 50.0, 82.2, 23.2, 43.6]),
            ("im2pcl", [7.3, 29.6, 28.0, 60.0, 24.2, 61.4, 51.8, 75.2, 26.6, 55.0, 22.4, 42.8]),
            ("Depth Pro", [66.9, 85.8, 74.2, 92.4, 64.6, 88.8, 84.2, 96.4, 68.4, 85.2, 69.8, 91.6]),
        ])
}
