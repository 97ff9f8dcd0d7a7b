import Images

/// One strip of a refocused picture.
struct DiscSpread {
    let width: Int
    let height: Int
    /// The strip.
    let rows: Range<Int>
    let field: BlurField
    let kernels: ApertureKernels

    /// Light that starts from one place.
    struct Source {
        /// Multiplied by the share of the pixel, the last component.
        var light: SIMD4<Float>
        var radius: Float
        var x: Int32
        var y: Int32
        /// Pixels along a side; the place is the middle of a pixel for 1 and a corner otherwise.
        var size: Int32
    }

    /// Discs with larger radii start from two by two pixels, and twice as large from four by four: what a pixel adds to
    /// its disc does not show.
    private static let pairRadius: Float = 16

    func run(
        _ separator: DepthEdges.Separator, brightening: Float, into writer: LinearLight.Writer,
        _ light: LinearLight.Reader
    ) {
        let sources = collect(separator, brightening)
        let order = sorted(sources)
        let count = rows.count * width
        let sums = UnsafeMutablePointer<SIMD4<Float>>.allocate(capacity: rows.count * (width + 2))
        let picture = UnsafeMutablePointer<SIMD4<Float>>.allocate(capacity: count)
        sums.initialize(repeating: .zero, count: rows.count * (width + 2))
        // The last component is the part of the lens that nothing covers yet.
        picture.initialize(repeating: SIMD4(0, 0, 0, 1), count: count)
        defer {
            sums.deallocate()
            picture.deallocate()
        }
        let extents = RowExtents(count: rows.count)
        defer { extents.deallocate() }
        for layer in order.ranges {
            guard !layer.isEmpty else { continue }
            sources.withUnsafeBufferPointer { sources in
                kernels.kernels.withUnsafeBufferPointer { list in
                    kernels.rows.withUnsafeBufferPointer { kernelRows in
                        for position in layer {
                            add(sources[Int(order.indices[position])], list, kernelRows, sums, extents)
                        }
                    }
                }
            }
            cover(picture, with: sums, extents)
        }
        for index in 0..<count {
            let pixel = picture[index]
            let place = rows.lowerBound * width + index
            let covered = 1 - pixel.w
            if covered > 1e-3 {
                writer.set(place, pixel / covered)
            } else {
                writer.copy(place, from: light)
            }
        }
    }

    // MARK: Sources

    private func collect(_ separator: DepthEdges.Separator, _ brightening: Float) -> [Source] {
        var sources: [Source] = []
        let first = max(0, rows.lowerBound - kernels.reach) & ~3
        let last = min(height, rows.upperBound + kernels.reach)
        sources.reserveCapacity((last - first) * width)
        for top in stride(from: first, to: last, by: 4) {
            for left in stride(from: 0, to: width, by: 4) {
                collect(x: left, y: top, size: 4, separator, brightening, into: &sources)
            }
        }
        return sources
    }

    /// A block of pixels as one source where they are far out of focus and alike, else as its quarters.
    private func collect(
        x: Int, y: Int, size: Int, _ separator: DepthEdges.Separator, _ brightening: Float,
        into sources: inout [Source]
    ) {
        if size == 1 {
            guard x < width, y < height else { return }
            appendPixel(x, y, separator, brightening, into: &sources)
            return
        }
        let limit = Self.pairRadius * Float(size / 2)
        if x + size <= width, y + size <= height, isUniform(x, y, size, limit, separator) {
            var sum = SIMD4<Float>.zero
            var radius: Float = 0
            for row in y..<y + size {
                for column in x..<x + size {
                    let index = row * width + column
                    sum += brightened(separator.light[index], brightening)
                    radius += field.radius(separator.values[index])
                }
            }
            sources.append(
                Source(
                    light: sum, radius: radius / Float(size * size), x: Int32(x + size / 2), y: Int32(y + size / 2),
                    size: Int32(size)))
            return
        }
        let half = size / 2
        for (dx, dy) in [(0, 0), (half, 0), (0, half), (half, half)] {
            collect(x: x + dx, y: y + dy, size: half, separator, brightening, into: &sources)
        }
    }

    /// Whether a block has discs larger than `limit`, of nearly one size, and hides nothing.
    private func isUniform(
        _ x: Int, _ y: Int, _ size: Int, _ limit: Float, _ separator: DepthEdges.Separator
    ) -> Bool {
        let first = field.radius(separator.values[y * width + x])
        guard abs(first) >= limit else { return false }
        for row in y..<y + size {
            for index in row * width + x..<row * width + x + size {
                guard separator.beyond[index] < 0, separator.inFront[index] < 0,
                    abs(field.radius(separator.values[index]) - first) < 0.5
                else { return false }
            }
        }
        return true
    }

    private func appendPixel(
        _ x: Int, _ y: Int, _ separator: DepthEdges.Separator, _ brightening: Float, into sources: inout [Source]
    ) {
        let samples = separator.samples(y * width + x)
        let radius = field.radius(samples.frontNearness)
        if samples.front.w > 0.004 {
            let light = brightened(samples.front / samples.front.w, brightening) * samples.front.w
            sources.append(Source(light: light, radius: radius, x: Int32(x), y: Int32(y), size: 1))
        }
        guard samples.back.w > 0 else { return }
        sources.append(
            Source(
                light: brightened(samples.back, brightening), radius: field.radius(samples.backNearness), x: Int32(x),
                y: Int32(y), size: 1))
    }

    /// Restores some of the light that a photo's white has lost.
    @inline(__always)
    private func brightened(_ color: SIMD4<Float>, _ brightening: Float) -> SIMD4<Float> {
        guard brightening > 0 else { return color }
        let white = min(max((max(color.x, max(color.y, color.z)) - 0.8) / 0.2, 0), 1)
        let factor = 1 + brightening * white * white
        return color * SIMD4(factor, factor, factor, 1)
    }

    /// The sources by layer, the nearest first.
    private func sorted(_ sources: [Source]) -> (indices: [Int32], ranges: [Range<Int>]) {
        var counts = [Int](repeating: 0, count: field.layers + 1)
        for source in sources { counts[field.layer(source.radius) + 1] += 1 }
        for layer in 0..<field.layers { counts[layer + 1] += counts[layer] }
        let ranges = (0..<field.layers).map { counts[$0]..<counts[$0 + 1] }
        var indices = [Int32](repeating: 0, count: sources.count)
        for (index, source) in sources.enumerated() {
            let layer = field.layer(source.radius)
            indices[counts[layer]] = Int32(index)
            counts[layer] += 1
        }
        return (indices, ranges)
    }

    // MARK: Discs

    /// Adds a disc to the differences from pixel to pixel, of which the running sum is the picture.
    @inline(__always)
    private func add(
        _ source: Source, _ list: UnsafeBufferPointer<ApertureKernels.Kernel>,
        _ kernelRows: UnsafeBufferPointer<ApertureKernels.Row>, _ sums: UnsafeMutablePointer<SIMD4<Float>>,
        _ extents: RowExtents
    ) {
        let kernel = list[kernels.index(source.radius)]
        let top = Int(source.y) + kernel.top - rows.lowerBound
        let from = max(0, -top)
        let to = min(kernel.rows.count, rows.count - top)
        guard from < to else { return }
        let x = Int(source.x)
        let isFine = source.size == 1 && abs(source.radius) < ApertureKernels.wholeRadius
        let isCorner = source.size > 1
        let light = source.light * (isFine ? kernel.density : isCorner ? kernel.cornerDensity : kernel.wholeDensity)
        for number in from..<to {
            let row = kernelRows[kernel.rows.lowerBound + number]
            let line = top + number
            let start = sums + line * (width + 2)
            if isFine {
                let first = x + Int(row.first)
                let last = x + Int(row.last)
                guard last >= 0, first < width else { continue }
                put(light * (1 - row.firstShare), start, first)
                put(light * row.firstShare, start, first + 1)
                put(-light * (1 - row.lastShare), start, last)
                put(-light * row.lastShare, start, last + 1)
                extents.include(line, max(first, 0), min(last + 2, width))
            } else {
                let first = x + Int(isCorner ? row.cornerStart : row.start)
                let last = x + Int(isCorner ? row.cornerEnd : row.end)
                guard last > first, last > 0, first < width else { continue }
                put(light, start, first)
                put(-light, start, last)
                extents.include(line, max(first, 0), min(last + 1, width))
            }
        }
    }

    @inline(__always)
    private func put(_ light: SIMD4<Float>, _ row: UnsafeMutablePointer<SIMD4<Float>>, _ column: Int) {
        row[min(max(column, 0), width)] += light
    }

    /// Lays the sums under what is there, and clears them.
    private func cover(
        _ picture: UnsafeMutablePointer<SIMD4<Float>>, with sums: UnsafeMutablePointer<SIMD4<Float>>,
        _ extents: RowExtents
    ) {
        for line in 0..<rows.count {
            let columns = extents.take(line)
            guard !columns.isEmpty else { continue }
            let differences = sums + line * (width + 2)
            let target = picture + line * width
            var sum = SIMD4<Float>.zero
            for column in columns {
                sum += differences[column]
                differences[column] = .zero
                let free = target[column].w
                guard sum.w > 2e-6, free > 1e-4 else { continue }
                let used = min(sum.w, free)
                var light = sum * (used / sum.w)
                light.w = -used
                target[column] += light
            }
            differences[width] = .zero
            differences[width + 1] = .zero
        }
    }
}

/// Which columns of each row have been touched.
struct RowExtents {
    private let bounds: UnsafeMutablePointer<SIMD2<Int32>>
    private let count: Int

    init(count: Int) {
        self.count = count
        bounds = .allocate(capacity: count)
        bounds.initialize(repeating: SIMD2(.max, 0), count: count)
    }

    func deallocate() { bounds.deallocate() }

    @inline(__always)
    func include(_ row: Int, _ first: Int, _ last: Int) {
        let known = bounds[row]
        bounds[row] = SIMD2(min(known.x, Int32(first)), max(known.y, Int32(last)))
    }

    /// The columns, and none from then on.
    func take(_ row: Int) -> Range<Int> {
        let known = bounds[row]
        bounds[row] = SIMD2(.max, 0)
        return known.x < known.y ? Int(known.x)..<Int(known.y) : 0..<0
    }
}
