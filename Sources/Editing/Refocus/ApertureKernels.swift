/// The rows of an opening's picture at every radius, ready to be added to prefix sums.
struct ApertureKernels: Sendable {
    /// What one row adds, relative to the pixel in the middle.
    struct Row: Sendable {
        /// Where it begins and ends, with the share of the first pixel that is left out.
        let first, last: Int32
        let firstShare, lastShare: Float
        /// The same to whole pixels, from a pixel's middle and from a corner of pixels.
        let start, end, cornerStart, cornerEnd: Int32
    }

    /// One radius.
    struct Kernel: Sendable {
        /// The first row, relative to the middle.
        let top: Int
        /// Of ``ApertureKernels/rows``.
        let rows: Range<Int>
        /// One over the number of pixels covered.
        let density: Float
        let wholeDensity, cornerDensity: Float
    }

    private static let stepsPerPixel: Float = 8
    /// From here on rows begin and end with whole pixels.
    static let wholeRadius: Float = 6

    /// First those behind the plane in focus, then those before it, where the picture of the opening is upside down.
    private(set) var kernels: [Kernel] = []
    private(set) var rows: [Row] = []
    /// Rows above or below the middle that the largest kernel reaches.
    let reach: Int
    /// How far the opening reaches from the middle, as a multiple of the radius.
    let stretch: Float
    private let count: Int

    /// - Parameter largestRadius: In pixels.
    init(_ shape: ApertureShape, largestRadius: Float) {
        count = Int((largestRadius * Self.stepsPerPixel).rounded(.up)) + 1
        stretch = Float(shape.reach)
        reach = Int((Double(largestRadius) * shape.reach).rounded(.up)) + 2
        for isFlipped in [false, true] {
            for step in 0..<count {
                append(shape, radius: Double(step) / Double(Self.stepsPerPixel), isFlipped: isFlipped)
            }
        }
    }

    /// The kernel of a radius, which is positive before the plane in focus.
    @inline(__always)
    func index(_ radius: Float) -> Int {
        let step = min(Int(abs(radius) * Self.stepsPerPixel + 0.5), count - 1)
        return radius > 0 ? count + step : step
    }

    private mutating func append(_ shape: ApertureShape, radius: Double, isFlipped: Bool) {
        let radius = max(radius, 0.05)
        let reach = Int((radius * shape.reach + 0.5).rounded(.down))
        let first = rows.count
        var (area, whole, corner): (Double, Int, Int) = (0, 0, 0)
        for y in -reach...reach {
            let (left, right) = Self.meanRun(shape, radius: radius, row: isFlipped ? -y : y)
            let row = Row(from: left, to: right)
            rows.append(row)
            area += right - left
            whole += Int(row.end - row.start)
            corner += Int(row.cornerEnd - row.cornerStart)
        }
        kernels.append(
            Kernel(
                top: -reach, rows: first..<rows.count, density: Float(1 / area),
                wholeDensity: Float(1 / Double(max(whole, 1))), cornerDensity: Float(1 / Double(max(corner, 1)))))
    }

    /// Across a row of pixels, of which the opening may cover a part only.
    private static func meanRun(_ shape: ApertureShape, radius: Double, row: Int) -> (Double, Double) {
        let samples = 16
        var (left, right) = (0.0, 0.0)
        for sample in 0..<samples {
            let y = Double(row) - 0.5 + (Double(sample) + 0.5) / Double(samples)
            guard let run = shape.run(at: y / radius) else { continue }
            left += run.left * radius / Double(samples)
            right += run.right * radius / Double(samples)
        }
        return (left, right)
    }
}

extension ApertureKernels.Row {
    /// From and to in pixels, from the middle of a pixel.
    fileprivate init(from left: Double, to right: Double) {
        let (begin, stop) = (left + 0.5, right + 0.5)
        first = Int32(begin.rounded(.down))
        last = Int32(stop.rounded(.down))
        firstShare = Float(begin - begin.rounded(.down))
        lastShare = Float(stop - stop.rounded(.down))
        start = Int32(begin.rounded())
        end = Int32(stop.rounded())
        cornerStart = Int32(left.rounded())
        cornerEnd = Int32(right.rounded())
    }
}
