/// The sky as plain memory: looked at in full, and sampled by importance from a smaller copy.
struct SkyLight {
    let sun: Sky.Sun?
    private let width: Int
    private let height: Int
    private let pixels: UnsafePointer<SIMD3<Float>>
    private let intensity: Float
    private let sine: Float
    private let cosine: Float

    /// The smaller copy: its cells, each cell's probability per solid angle, and an alias table over cells.
    private let columns: Int
    private let rows: Int
    private let cells: UnsafeMutablePointer<Cell>
    /// The cosine of the upper edge of each row, and of the lower edge of the last.
    private let edges: UnsafeMutablePointer<Float>
    /// The mean radiance over the sphere.
    let mean: SIMD3<Float>

    private struct Cell {
        var radiance: SIMD3<Float>
        var density: Float
        var share: Float
        var alias: Int32
    }

    /// Whether it gives light at all.
    var shines: Bool { mean.max() > 0 }

    init(_ sky: Sky, _ memory: FlatMemory) {
        sun = sky.sun.map {
            Sky.Sun(
                direction: normalize($0.direction), irradiance: $0.irradiance, angularRadius: max($0.angularRadius, 1e-4))
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
        columns = min(width, 256)
        rows = min(height, 128)
        cells = memory.room(for: columns * rows, of: Cell.self)
        edges = memory.room(for: rows + 1, of: Float.self)
        for row in 0...rows { edges[row] = (Float.pi * Float(row) / Float(rows)).cosine }
        var total = SIMD3<Float>.zero
        for row in 0..<rows {
            let solidAngle = (edges[row] - edges[row + 1]) * 2 * .pi / Float(columns)
            for column in 0..<columns {
                let radiance = Self.average(panorama, column, row, columns, rows) * sky.intensity
                cells[row * columns + column].radiance = radiance
                cells[row * columns + column].density = solidAngle
                total += radiance * solidAngle
            }
        }
        mean = total / (4 * .pi)
        makeAliases()
    }

    /// What a ray that leaves the world sees.
    @inline(__always)
    func radiance(_ direction: SIMD3<Float>) -> SIMD3<Float> {
        let place = Sky.Panorama.coordinates(of: unrotated(direction))
        let x = place.x * Float(width) - 0.5
        let y = min(max(place.y * Float(height) - 0.5, 0), Float(height - 1))
        let left = x.rounded(.down)
        let column = (Int(left) + width) % width
        let next = column + 1 == width ? 0 : column + 1
        let row = Int(y)
        let upper = pixels + row * width
        let lower = pixels + min(row + 1, height - 1) * width
        let top = mix(upper[column], upper[next], x - left)
        let bottom = mix(lower[column], lower[next], x - left)
        return mix(top, bottom, y - Float(row)) * intensity
    }

    /// A direction by importance, the radiance from there, and its density per solid angle.
    @inline(__always)
    func sample(_ at: SIMD2<Float>, choosing: Float) -> (
        direction: SIMD3<Float>, radiance: SIMD3<Float>, density: Float
    ) {
        let count = columns * rows
        let scaled = choosing * Float(count)
        var index = min(Int(scaled), count - 1)
        if scaled - Float(index) >= cells[index].share { index = Int(cells[index].alias) }
        let row = index / columns
        let around = ((Float(index - row * columns) + at.x) / Float(columns) - 0.5) * 2 * .pi
        let height = mix(edges[row], edges[row + 1], at.y)
        let radius = max(1 - height * height, 0).squareRoot()
        let local = SIMD3(radius * around.sine, height, -radius * around.cosine)
        return (rotated(local), cells[index].radiance, cells[index].density)
    }

    @inline(__always)
    private func rotated(_ d: SIMD3<Float>) -> SIMD3<Float> {
        [d.x * cosine + d.z * sine, d.y, d.z * cosine - d.x * sine]
    }

    @inline(__always)
    private func unrotated(_ d: SIMD3<Float>) -> SIMD3<Float> {
        [d.x * cosine - d.z * sine, d.y, d.z * cosine + d.x * sine]
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

    /// Vose's alias method; afterwards `density` is per solid angle.
    private func makeAliases() {
        let count = columns * rows
        func weight(_ cell: Cell) -> Float {
            (dot(cell.radiance, [0.2126, 0.7152, 0.0722]) + 1e-3 * mean.max() + 1e-12) * cell.density
        }
        var total = 0.0
        for index in 0..<count { total += Double(weight(cells[index])) }
        var shares = (0..<count).map { Float(Double(weight(cells[$0])) * Double(count) / total) }
        for index in 0..<count { cells[index].density = shares[index] / Float(count) / cells[index].density }
        var small = (0..<count).filter { shares[$0] < 1 }
        var large = (0..<count).filter { shares[$0] >= 1 }
        while let low = small.last, let high = large.last {
            small.removeLast()
            cells[low].share = shares[low]
            cells[low].alias = Int32(high)
            shares[high] -= 1 - shares[low]
            if shares[high] < 1 {
                large.removeLast()
                small.append(high)
            }
        }
        for index in small + large { cells[index].share = 1 }
    }
}
