import Testing

import Images

@Suite struct ResamplingTests {
    /// A row of seven pixels, red; green is its mirror image, blue constant.
    private let image = RGBImage(
        width: 7, height: 1,
        pixels: [10, 200, 80, 60, 5, 110, 250].enumerated().flatMap { [$1, [250, 110, 5, 60, 80, 200, 10][$0], 77] })

    private func row(_ filter: AxisFilter) -> [Float] {
        image.planes(columns: filter, rows: AxisFilter(extent: 1, count: 1, limit: 1, antialiases: true))
    }

    /// From `torch.nn.functional.interpolate(x, (1, n), mode="bilinear", antialias=…)`, PyTorch 2.13.
    @Test(arguments: [
        (3, true, [106.42856, 62.94118, 137.49998] as [Float]),
        (3, false, [136.66666, 60, 156.66663]),
        (10, true, [10, 114.5, 170, 86, 67, 40.75, 10.25, 83.75, 173, 250]),
    ])
    func agreesWithPyTorch(count: Int, antialiases: Bool, expected: [Float]) {
        let planes = row(AxisFilter(extent: 7, count: count, limit: 7, antialiases: antialiases))
        // Weights in float32 over values up to 255.
        for (own, other) in zip(planes, expected) { #expect(abs(own - other) < 1e-3, "\(planes)") }
        #expect(planes[(2 * count)...].allSatisfy { abs($0 - 77) < 1e-4 })
    }

    @Test(arguments: [3, 5, 7, 12]) func mirrorImagesMirror(count: Int) {
        let planes = row(AxisFilter(extent: 7, count: count, limit: 7, antialiases: true))
        let mirrored = row(AxisFilter(extent: 7, count: count, limit: 7, antialiases: true, isReversed: true))
        for index in 0..<count { #expect(abs(planes[index] - mirrored[count + index]) < 1e-3) }
    }

    @Test(arguments: [(0.0, 7.0), (1.5, 3.0), (0.0, 0.5), (6.2, 0.8)])
    func weightsSumToOneAndStayInside(start: Double, extent: Double) {
        for antialiases in [true, false] {
            for count in [1, 2, 5, 40] {
                let filter = AxisFilter(from: start, extent: extent, count: count, limit: 7, antialiases: antialiases)
                for (first, weights) in zip(filter.starts, filter.weights) {
                    #expect(first >= 0 && first + weights.count <= 7)
                    #expect(abs(weights.reduce(0, +) - 1) < 1e-5 && weights.allSatisfy { $0 >= 0 })
                }
            }
        }
    }
}
