/// Images per second over the last steps.
struct Throughput {
    private var times: [(at: ContinuousClock.Instant, images: Int)] = [(.now, 0)]
    private static let window = 20

    mutating func add(_ images: Int) {
        times.append((.now, images))
        if times.count > Self.window + 1 { times.removeFirst() }
    }

    var imagesPerSecond: Double {
        guard let first = times.first, let last = times.last, times.count > 1 else { return 0 }
        let images = times.dropFirst().reduce(0) { $0 + $1.images }
        return Double(images) / max((last.at - first.at) / .seconds(1), 1e-9)
    }
}
