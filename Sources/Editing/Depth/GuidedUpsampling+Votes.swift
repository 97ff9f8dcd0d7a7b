import Foundation
import Images

extension GuidedUpsampling {
    /// The depth map with the colours under its samples.
    struct Votes: Sendable {
        private let options: GuidedUpsampling
        private let map: Nearness
        /// Red, green and blue planes at the map's size, 0 to 255.
        private let colors: [Float]
        private let photo: RGBImage
        /// The least and the greatest nearness within the radius of each sample.
        private let least, greatest: [Float]
        private let spatial: [Float]
        private let colorScale: Float
        /// Of the table of weights by distance.
        private static let stepsPerSample: Float = 32

        init(_ options: GuidedUpsampling, _ map: Nearness, _ colors: [Float], _ photo: RGBImage) {
            (self.options, self.map, self.colors, self.photo) = (options, map, colors, photo)
            least = Self.extreme(map, radius: options.radius, min)
            greatest = Self.extreme(map, radius: options.radius, max)
            let sigma = Float(options.radius) * 0.6 + 0.3
            spatial = (0...256).map { step in
                let distance = Float(step) / Self.stepsPerSample
                return exp(-distance * distance / (2 * sigma * sigma))
            }
            let tolerance = Float(options.colorTolerance) * 255
            colorScale = 1 / (2 * tolerance * tolerance)
        }

        /// Decides every pixel of some rows.
        func count(_ rows: Range<Int>, into output: UnsafeMutableBufferPointer<Float>) {
            let scaleX = Float(map.width) / Float(photo.width)
            let scaleY = Float(map.height) / Float(photo.height)
            let threshold = Float(options.edgeThreshold)
            map.values.withUnsafeBufferPointer { values in
                for row in rows {
                    let y = (Float(row) + 0.5) * scaleY - 0.5
                    for column in 0..<photo.width {
                        let x = (Float(column) + 0.5) * scaleX - 0.5
                        let nearest = sample(x, y)
                        let (low, high) = (least[nearest], greatest[nearest])
                        output[row * photo.width + column] =
                            high - low > threshold * high
                            ? winner(x, y, row * photo.width + column, (low + high) / 2)
                            : interpolated(values, x, y)
                    }
                }
            }
        }

        private func sample(_ x: Float, _ y: Float) -> Int {
            let column = min(max(Int((x + 0.5).rounded(.down)), 0), map.width - 1)
            let row = min(max(Int((y + 0.5).rounded(.down)), 0), map.height - 1)
            return row * map.width + column
        }

        @inline(__always)
        private func interpolated(_ values: UnsafeBufferPointer<Float>, _ x: Float, _ y: Float) -> Float {
            let (x, y) = (min(max(x, 0), Float(map.width - 1)), min(max(y, 0), Float(map.height - 1)))
            let (left, top) = (Int(x), Int(y))
            let (right, bottom) = (min(left + 1, map.width - 1), min(top + 1, map.height - 1))
            let (fx, fy) = (x - Float(left), y - Float(top))
            let upper = values[top * map.width + left] * (1 - fx) + values[top * map.width + right] * fx
            let lower = values[bottom * map.width + left] * (1 - fx) + values[bottom * map.width + right] * fx
            return upper * (1 - fy) + lower * fy
        }

        /// The mean of the surface, nearer or farther than `middle`, that has more votes.
        private func winner(_ x: Float, _ y: Float, _ pixel: Int, _ middle: Float) -> Float {
            let radius = options.radius
            let (centerX, centerY) = (Int((x + 0.5).rounded(.down)), Int((y + 0.5).rounded(.down)))
            let area = map.width * map.height
            let color = SIMD3(
                Float(photo.pixels[3 * pixel]), Float(photo.pixels[3 * pixel + 1]), Float(photo.pixels[3 * pixel + 2]))
            var (near, far) = (SIMD2<Float>.zero, SIMD2<Float>.zero)
            for row in max(0, centerY - radius)...min(map.height - 1, max(0, centerY + radius)) {
                for column in max(0, centerX - radius)...min(map.width - 1, max(0, centerX + radius)) {
                    let index = row * map.width + column
                    let other = SIMD3(colors[index], colors[area + index], colors[2 * area + index])
                    let (dx, dy) = (Float(column) - x, Float(row) - y)
                    let distance = min((dx * dx + dy * dy).squareRoot() * Self.stepsPerSample, 256)
                    let difference = other - color
                    let weight =
                        spatial[Int(distance)] * exp(-(difference * difference).sum() * colorScale) + 1e-12
                    let value = map.values[index]
                    if value > middle {
                        near += SIMD2(value * weight, weight)
                    } else {
                        far += SIMD2(value * weight, weight)
                    }
                }
            }
            let chosen = near.y > far.y ? near : far
            return chosen.y > 0 ? chosen.x / chosen.y : middle
        }

        /// Row by row, then column by column.
        private static func extreme(_ map: Nearness, radius: Int, _ pick: (Float, Float) -> Float) -> [Float] {
            let (width, height) = (map.width, map.height)
            var across = map.values
            for row in 0..<height {
                for column in 0..<width {
                    var value = map.values[row * width + column]
                    for other in max(0, column - radius)...min(width - 1, column + radius) {
                        value = pick(value, map.values[row * width + other])
                    }
                    across[row * width + column] = value
                }
            }
            var down = across
            for row in 0..<height {
                for other in max(0, row - radius)...min(height - 1, row + radius) where other != row {
                    for column in 0..<width {
                        down[row * width + column] = pick(down[row * width + column], across[other * width + column])
                    }
                }
            }
            return down
        }
    }
}
