internal import Foundation

/// Noise that repeats every `period` cells in both directions.
package struct TileableNoise: Sendable {
    private let seed: UInt32

    package init(seed: UInt64) { self.seed = UInt32(truncatingIfNeeded: seed &* 0x9E37_79B9_7F4A_7C15 >> 29) }

    /// Evenly from 0 to below 1, for a cell.
    package func hash(_ x: Int, _ y: Int, salt: UInt32 = 0) -> Float {
        var h = UInt32(truncatingIfNeeded: x) &* 0x85EB_CA6B ^ UInt32(truncatingIfNeeded: y) &* 0xC2B2_AE35
        h = (h ^ seed ^ salt &* 0x27D4_EB2F) &* 0x9E37_79B1
        h = (h ^ (h >> 15)) &* 0x2C1B_3C6D
        h = (h ^ (h >> 12)) &* 0x297A_2D39
        h ^= h >> 15
        return Float(h >> 8) * 0x1p-24
    }

    /// Smooth value noise, 0 to 1; `x` and `y` in cells.
    package func value(_ x: Float, _ y: Float, period: SIMD2<Int>, salt: UInt32 = 0) -> Float {
        let fx = x.rounded(.down)
        let fy = y.rounded(.down)
        func wrap(_ i: Int, _ n: Int) -> Int { ((i % n) + n) % n }
        let x0 = wrap(Int(fx), period.x)
        let x1 = wrap(Int(fx) + 1, period.x)
        let y0 = wrap(Int(fy), period.y)
        let y1 = wrap(Int(fy) + 1, period.y)
        let u = Self.fade(x - fx)
        let v = Self.fade(y - fy)
        let upper = mix(hash(x0, y0, salt: salt), hash(x1, y0, salt: salt), u)
        let lower = mix(hash(x0, y1, salt: salt), hash(x1, y1, salt: salt), u)
        return mix(upper, lower, v)
    }

    /// A sum of octaves of ``value(_:_:period:salt:)``, 0 to 1, over the unit square; `cells` in the first octave.
    package func fractal(_ x: Float, _ y: Float, cells: SIMD2<Int>, octaves: Int = 4, salt: UInt32 = 0) -> Float {
        var sum: Float = 0
        var weight: Float = 0.5
        var total: Float = 0
        var period = cells
        for octave in 0..<octaves {
            sum +=
                weight
                * value(
                    x * Float(period.x), y * Float(period.y), period: period, salt: salt &+ UInt32(octave) &* 101)
            total += weight
            weight /= 2
            period = period &* 2
        }
        return sum / total
    }

    /// Distances to the nearest and second nearest of points scattered one to a cell, over the unit square, in cells,
    /// and a number of the nearest point's own.
    package func cellular(_ x: Float, _ y: Float, cells: Int, salt: UInt32 = 0) -> (Float, Float, Float) {
        let px = x * Float(cells)
        let py = y * Float(cells)
        let cx = Int(px.rounded(.down))
        let cy = Int(py.rounded(.down))
        var nearest: Float = 9
        var second: Float = 9
        var name: Float = 0
        for j in cy - 1...cy + 1 {
            for i in cx - 1...cx + 1 {
                let wx = ((i % cells) + cells) % cells
                let wy = ((j % cells) + cells) % cells
                let dx = Float(i) + hash(wx, wy, salt: salt) - px
                let dy = Float(j) + hash(wx, wy, salt: salt &+ 1) - py
                let d = dx * dx + dy * dy
                if d < nearest {
                    second = nearest
                    nearest = d
                    name = hash(wx, wy, salt: salt &+ 2)
                } else if d < second {
                    second = d
                }
            }
        }
        return (nearest.squareRoot(), second.squareRoot(), name)
    }

    private static func fade(_ t: Float) -> Float { t * t * (3 - 2 * t) }
}
