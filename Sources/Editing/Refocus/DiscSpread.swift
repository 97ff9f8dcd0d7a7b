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
        /// By which share the disc gets denser per pixel to the right and down: see ``DiscSpread/slope(_:_:_:)``.
        var slope = SIMD2<Float>.zero
        var x: Int32
        var y: Int32
        /// Pixels along a side; the place is the middle of a pixel for 1 and a corner otherwise.
        var size: Int32
        /// Whether it is of the surface behind an edge, which goes under all of its layer.
        var isBehind = false
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
        collectOutside(separator, brightening, into: &sources)
        return sources
    }

    /// The photo goes on beyond its borders, mirrored, as far as discs reach in from there.
    private func collectOutside(
        _ separator: DepthEdges.Separator, _ brightening: Float, into sources: inout [Source]
    ) {
        func mirrored(_ place: Int, _ count: Int) -> Int {
            min(max(place < 0 ? -1 - place : place >= count ? 2 * count - 1 - place : place, 0), count - 1)
        }
        func append(_ x: Int, _ y: Int) {
            let index = mirrored(y, height) * width + mirrored(x, width)
            let radius = field.radius(separator.values[index])
            let away = max(-x, x - width + 1, -y, y - height + 1)
            guard Float(away) <= abs(radius) * kernels.stretch + 1 else { return }
            sources.append(
                Source(
                    light: brightened(separator.light[index], brightening), radius: radius, x: Int32(x), y: Int32(y),
                    size: 1))
        }
        let reach = kernels.reach
        for y in rows.lowerBound - reach..<rows.upperBound + reach where y >= -reach && y < height + reach {
            let isInside = y >= 0 && y < height
            for x in -reach..<0 { append(x, y) }
            for x in width..<width + reach { append(x, y) }
            guard !isInside else { continue }
            for x in 0..<width { append(x, y) }
        }
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
                    light: sum, radius: radius / Float(size * size),
                    slope: slope(x + size / 2, y + size / 2, separator), x: Int32(x + size / 2), y: Int32(y + size / 2),
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
            let isOwn = samples.frontNearness == separator.values[y * width + x]
            sources.append(
                Source(
                    light: light, radius: radius, slope: isOwn ? slope(x, y, separator) : .zero, x: Int32(x),
                    y: Int32(y), size: 1))
        }
        guard samples.back.w > 0 else { return }
        let backRadius = field.radius(samples.backNearness)
        // Farther from the edge than both discs reach, nothing of it can come out.
        guard samples.distance <= abs(radius) + abs(backRadius) + Float(separator.edges.band) + 2 else { return }
        sources.append(
            Source(
                light: brightened(samples.back, brightening), radius: backRadius, x: Int32(x), y: Int32(y), size: 1,
                isBehind: true))
    }

    /// How the density of a pixel's disc changes across it.
    ///
    /// Seen from the place u on the lens, a pixel q moves to q + ρ(q)·u, and a slanted surface is stretched by
    /// 1 + ∇ρ·u: the pixel covers that much. With it the discs of a continuous surface add up to exactly 1 everywhere.
    private func slope(_ x: Int, _ y: Int, _ separator: DepthEdges.Separator) -> SIMD2<Float> {
        let index = y * width + x
        let radius = field.radius(separator.values[index])
        guard abs(radius) > 0.5 else { return .zero }
        func change(_ step: Int, hasBefore: Bool, hasAfter: Bool) -> Float {
            let before = hasBefore ? radius - field.radius(separator.values[index - step]) : .infinity
            let after = hasAfter ? field.radius(separator.values[index + step]) - radius : .infinity
            let smaller = abs(before) < abs(after) ? before : after
            // Steeper ones turn over: part of the lens does not see them.
            return smaller.isFinite ? min(max(smaller, -0.7), 0.7) : 0
        }
        let gradient = SIMD2(
            change(1, hasBefore: x > 0, hasAfter: x + 1 < width),
            change(width, hasBefore: y > 0, hasAfter: y + 1 < height))
        return gradient / radius
    }

    /// Restores some of the light that a photo's white has lost.
    @inline(__always)
    private func brightened(_ color: SIMD4<Float>, _ brightening: Float) -> SIMD4<Float> {
        guard brightening > 0 else { return color }
        let white = min(max((max(color.x, max(color.y, color.z)) - 0.8) / 0.2, 0), 1)
        let factor = 1 + brightening * white * white
        return color * SIMD4(factor, factor, factor, 1)
    }

    /// The sources by layer, the nearest first, and within layers what is behind last.
    private func sorted(_ sources: [Source]) -> (indices: [Int32], ranges: [Range<Int>]) {
        func rank(_ source: Source) -> Int { 2 * field.layer(source.radius) + (source.isBehind ? 1 : 0) }
        let ranks = 2 * field.layers
        var counts = [Int](repeating: 0, count: ranks + 1)
        for source in sources { counts[rank(source) + 1] += 1 }
        for rank in 0..<ranks { counts[rank + 1] += counts[rank] }
        let ranges = (0..<ranks).map { counts[$0]..<counts[$0 + 1] }
        var indices = [Int32](repeating: 0, count: sources.count)
        for (index, source) in sources.enumerated() {
            let rank = rank(source)
            indices[counts[rank]] = Int32(index)
            counts[rank] += 1
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
        let isTilted = abs(source.slope.x) * abs(source.radius) > 0.01
        for number in from..<to {
            let row = kernelRows[kernel.rows.lowerBound + number]
            let line = top + number
            let start = sums + line * (width + 2)
            let lit = light * (1 + source.slope.y * Float(kernel.top + number))
            // Halves of a row have the mean of what rises evenly from its one end to the other.
            let tilt = isTilted ? lit * (source.slope.x * Float(row.end - row.start) * 0.25) : .zero
            if isFine {
                let first = x + Int(row.first)
                let last = x + Int(row.last)
                guard last >= 0, first < width else { continue }
                put((lit - tilt) * (1 - row.firstShare), start, first)
                put((lit - tilt) * row.firstShare, start, first + 1)
                if isTilted {
                    put(tilt, start, x)
                    put(tilt, start, x + 1)
                }
                put(-(lit + tilt) * (1 - row.lastShare), start, last)
                put(-(lit + tilt) * row.lastShare, start, last + 1)
                extents.include(line, max(first, 0), min(last + 2, width))
            } else {
                let first = x + Int(isCorner ? row.cornerStart : row.start)
                let last = x + Int(isCorner ? row.cornerEnd : row.end)
                guard last > first, last > 0, first < width else { continue }
                put(lit - tilt, start, first)
                if isTilted {
                    put(tilt, start, (first + last) >> 1)
                    put(tilt, start, (first + last + 1) >> 1)
                }
                put(-(lit + tilt), start, last)
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
