/// The sky as plain memory: looked at in full, and sampled by importance from a smaller copy.
struct SkyLight {
    let sun: Sky.Sun?
    private let width: Int
    private let height: Int
    private let pixels: UnsafePointer<SIMD3<Float>>
    private let intensity: Float
    private let sine: Float
    private let cosine: Float

    /// The smaller copy: radiance by cell, and solid angles by row.
    private let columns: Int
    private let rows: Int
    private let cells: UnsafeMutablePointer<SIMD3<Float>>
    /// The cosine of the upper edge of each row, and of the lower edge of the last.
    private let edges: UnsafeMutablePointer<Float>
    /// Directions drawn beforehand by importance, in the order of the cells, so that even numbers spread evenly.
    private let draws: UnsafeMutablePointer<Draw>
    private static let drawCount = 4096
    /// The grid in which it is known how much of each direction is seen from within the world.
    static let guideColumns = 32
    static let guideRows = 16

    /// One direction, and the radiance from there over its density per solid angle.
    struct Draw {
        var direction: SIMD3<Float>
        var light: SIMD3<Float>
    }

    /// The mean radiance over the sphere.
    let mean: SIMD3<Float>

    private struct Cell {
        var radiance: SIMD3<Float>
        var density: Float
        var share: Float
        var alias: Int32
    }

    /// Whether it gives light at all.
    var shines: Bool { mean.largest > 0 }

    init(_ sky: Sky, _ memory: FlatMemory) {
        sun = sky.sun.map {
            Sky.Sun(
                direction: normalize($0.direction), irradiance: $0.irradiance,
                angularRadius: max($0.angularRadius, 1e-4))
        }
        let panorama = sky.panorama
        width = panorama.width
        height = panorama.height
        let pixels = memory.room(for: width * height, of: SIMD3<Float>.self)
        pixels.update(from: panorama.radiance, count: width * height)
        self.pixels = UnsafePointer(pixels)
        intensity = sky.intensity
        sine = sky.rotation.sine
        cosine = sky.rotation.cosine
        columns = min(max(width, 64), 256)
        rows = min(max(height, 32), 128)
        cells = memory.room(for: columns * rows, of: SIMD3<Float>.self)
        edges = memory.room(for: rows + 1, of: Float.self)
        draws = memory.room(for: Self.drawCount, of: Draw.self)
        for row in 0...rows { edges[row] = (Float.pi * Float(row) / Float(rows)).cosine }
        var total = SIMD3<Float>.zero
        for row in 0..<rows {
            let solidAngle = (edges[row] - edges[row + 1]) * 2 * .pi / Float(columns)
            for column in 0..<columns {
                let radiance = Self.average(panorama, column, row, columns, rows) * sky.intensity
                cells[row * columns + column] = radiance
                total += radiance * solidAngle
            }
        }
        mean = total / (4 * .pi)
        draw(visibility: nil)
    }

    /// What a ray that leaves the world sees.
    @inline(__always)
    func radiance(_ direction: SIMD3<Float>) -> SIMD3<Float> {
        let place = Sky.Panorama.coordinates(of: unrotated(direction))
        let x = place.x * Float(width) - 0.5
        let y = min(max(place.y * Float(height) - 0.5, 0), Float(height - 1))
        let left = Float(Int(x + 1) - 1)
        let column = left < 0 ? width - 1 : min(Int(left), width - 1)
        let next = column + 1 == width ? 0 : column + 1
        let row = Int(y)
        let upper = pixels + row * width
        let lower = pixels + min(row + 1, height - 1) * width
        let top = mix(upper[column], upper[next], x - left)
        let bottom = mix(lower[column], lower[next], x - left)
        return mix(top, bottom, y - Float(row)) * intensity
    }

    /// A direction by importance; `choosing` is from 0 to below 1.
    @inline(__always)
    func sample(_ choosing: Float) -> Draw {
        draws[min(Int(choosing * Float(Self.drawCount)), Self.drawCount - 1)]
    }

    /// Draws the directions anew, with regard to how much of each is seen from within the world.
    ///
    /// - Parameter visibility: Shares by direction before the sky is turned, ``guideColumns`` by ``guideRows`` from the
    ///   zenith down, or `nil` where the sky is open.
    func draw(visibility: [Float]?) {
        let count = columns * rows
        guard mean.largest > 0 else { return }
        var sums = [Double](repeating: 0, count: count + 1)
        for index in 0..<count {
            let row = index / columns
            let solidAngle = (edges[row] - edges[row + 1]) * 2 * .pi / Float(columns)
            var weight = (luminance(cells[index]) + 1e-3 * mean.largest) * solidAngle
            if let visibility {
                let across = (index - row * columns) * Self.guideColumns / columns
                // Nothing is ruled out: what few probes have not seen may still be seen.
                weight *= visibility[row * Self.guideRows / rows * Self.guideColumns + across] + 0.03
            }
            sums[index + 1] = sums[index] + Double(weight)
        }
        var random = SeededGenerator(seed: 7)
        var index = 0
        for number in 0..<Self.drawCount {
            let wanted = (Double(number) + Double(random.unit())) / Double(Self.drawCount) * sums[count]
            while index < count - 1, sums[index + 1] < wanted { index += 1 }
            let row = index / columns
            // Within a cell, a lattice by the plastic number (Roberts, 2018) spreads more evenly than chance.
            let place = SIMD2(Double(number) * 0.754_877_666_246_693, Double(number) * 0.569_840_290_998_053)
            let within = place - place.rounded(.down)
            let around = ((Float(index - row * columns) + Float(within.x)) / Float(columns) - 0.5) * 2 * .pi
            let height = mix(edges[row], edges[row + 1], Float(within.y))
            let radius = max(1 - height * height, 0).squareRoot()
            let solidAngle = (edges[row] - edges[row + 1]) * 2 * .pi / Float(columns)
            let density = Float((sums[index + 1] - sums[index]) / sums[count]) / solidAngle
            draws[number] = Draw(
                direction: rotated(SIMD3(radius * around.sine, height, -radius * around.cosine)),
                light: cells[index] / density)
        }
    }

    /// The middle of a cell of the guide, turned with the sky.
    func guideDirection(_ column: Int, _ row: Int) -> SIMD3<Float> {
        rotated(
            Sky.Panorama.direction(
                at: SIMD2(
                    (Float(column) + 0.5) / Float(Self.guideColumns), (Float(row) + 0.5) / Float(Self.guideRows))))
    }

    @inline(__always)
    private func rotated(_ d: SIMD3<Float>) -> SIMD3<Float> {
        SIMD3(d.x * cosine + d.z * sine, d.y, d.z * cosine - d.x * sine)
    }

    @inline(__always)
    private func unrotated(_ d: SIMD3<Float>) -> SIMD3<Float> {
        SIMD3(d.x * cosine - d.z * sine, d.y, d.z * cosine + d.x * sine)
    }

    private static func average(
        _ panorama: Sky.Panorama, _ column: Int, _ row: Int, _ columns: Int, _ rows: Int
    ) -> SIMD3<Float> {
        let left = column * panorama.width / columns
        let right = max(left + 1, (column + 1) * panorama.width / columns)
        let top = row * panorama.height / rows
        let bottom = max(top + 1, (row + 1) * panorama.height / rows)
        var sum = SIMD3<Float>.zero
        for y in top..<bottom {
            for x in left..<right { sum += panorama.radiance[y * panorama.width + x] }
        }
        return sum / Float((right - left) * (bottom - top))
    }
}
