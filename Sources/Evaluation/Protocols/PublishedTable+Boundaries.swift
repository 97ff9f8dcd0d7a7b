extension PublishedTable {
    /// Table 2: boundary F1 on depth, recall on mattes and masks. “(rel.)” are methods of relative depth.
    static let boundaries = PublishedTable(
        number: 2,
        columns: [
            ("sintel", .boundaryF1), ("spring", .boundaryF1), ("ibims-1", .boundaryF1), ("am-2k", .matteRecall),
            ("p3m-10k", .matteRecall), ("dis-5k", .matteRecall),
        ],
        rows: [
            ("DPT", [0.181, 0.029, 0.113, 0.055, 0.075, 0.018]),
            ("Metric3D", [0.037, 0.000, 0.055, 0.003, 0.003, 0.001]),
            ("Metric3D v2", [0.321, 0.024, 0.096, 0.024, 0.013, 0.006]),
            ("ZoeDepth", [0.027, 0.001, 0.035, 0.008, 0.004, 0.002]),
            ("PatchFusion", [0.312, 0.032, 0.134, 0.061, 0.109, 0.068]),
            ("UniDepth", [0.316, 0.000, 0.039, 0.001, 0.003, 0.000]),
            ("DepthAnything (rel.)", [0.261, 0.045, 0.127, 0.058, 0.094, 0.023]),
            ("DepthAnything v2 (rel.)", [0.228, 0.056, 0.111, 0.107, 0.131, 0.056]),
            ("Marigold (rel.)", [0.068, 0.032, 0.149, 0.064, 0.101, 0.049]),
            ("Depth Pro", [0.409, 0.079, 0.176, 0.173, 0.168, 0.077]),
        ])

    /// Table 6: depth boundaries and planes of iBims-1. The paper does not say which variant of the completeness it has.
    static let planes = PublishedTable(
        number: 6,
        columns: [
            .directedCorrect, .directedNear, .directedFar, .edgeAccuracy, .edgeCompleteness, .planarity,
            .planeOrientation,
        ].map { ("ibims-1", $0) },
        rows: [
            ("DPT", [58.744, 41.255, 0.000, 3.580, 39.372, 0.138, 31.837]),
            ("Metric3D", [88.608, 1.337, 10.054, 2.073, 19.011, 0.100, 22.451]),
            ("Metric3D v2", [84.721, 0.546, 14.732, 1.843, 10.062, 0.095, 19.561]),
            ("ZoeDepth", [85.600, 13.874, 0.525, 1.960, 18.166, 0.103, 20.108]),
            ("DepthAnything", [88.951, 10.741, 0.308, 2.081, 19.172, 0.106, 20.680]),
            ("DepthAnything v2", [91.773, 1.619, 6.607, 1.959, 8.350, 0.095, 19.406]),
            ("PatchFusion", [85.765, 12.602, 1.633, 1.711, 20.722, 0.117, 23.926]),
            ("Marigold", [58.738, 41.261, 0.000, 1.855, 12.742, 0.168, 33.734]),
            ("UniDepth", [73.020, 0.041, 26.939, 1.999, 14.234, 0.098, 19.114]),
            ("Depth Pro", [89.725, 1.809, 8.464, 1.680, 10.138, 0.095, 18.776]),
        ])
}
