import Foundation
import Images

extension GuidedUpsampling {
    /// The depth map with the colours under its samples.
    struct Votes: Sendable {
        private let options: GuidedUpsampling
        private let map: Nearness
        /// Red, green and blue, 0 to 255, and nearness of each of the map's samples.
        private let samples: [SIMD4<Float>]
        private let photo: RGBImage
        private let contrast: LocalContrast
        /// What the squares of differences in colour and of distances weigh in a vote's exponent.
        private let colorScale, distanceScale: Float
        private let stride: Int
        private let leastShare, greatestShare: Float
        /// e to the power of minus what is from 0 to 16, in steps.
        private static let falloff: [Float] = (0...2048).map { exp(-Float($0) / 128) }

        init(_ options: GuidedUpsampling, _ map: Nearness, _ colors: [Float], _ photo: RGBImage) {
            (self.options, self.map, self.photo) = (options, map, photo)
            let area = map.width * map.height
            samples = map.values.indices.map {
                SIMD4(colors[$0], colors[area + $0], colors[2 * area + $0], map.values[$0])
            }
            contrast = LocalContrast(map, radius: options.radius, threshold: Float(options.edgeThreshold))
            // A map that is blurred over many samples has few independent ones.
            stride = max(1, options.radius / 4)
            (leastShare, greatestShare) = (Float(1 / options.largestChange), Float(options.largestChange))
            let sigma = Float(options.radius) * 0.6 + 0.3
            distanceScale = 1 / (2 * sigma * sigma)
            let tolerance = Float(options.colorTolerance) * 255
            colorScale = 1 / (2 * tolerance * tolerance)
        }

        /// Decides every pixel of some rows.
        func count(_ rows: Range<Int>, into output: UnsafeMutableBufferPointer<Float>) {
            let scaleX = Float(map.width) / Float(photo.width)
            let scaleY = Float(map.height) / Float(photo.height)
            map.values.withUnsafeBufferPointer { values in
                for row in rows {
                    let y = (Float(row) + 0.5) * scaleY - 0.5
                    for column in 0..<photo.width {
                        let x = (Float(column) + 0.5) * scaleX - 0.5
                        let nearest = sample(x, y)
                        let pixel = row * photo.width + column
                        let strength = contrast.strength[nearest]
                        var value = interpolated(values, x, y)
                        if strength > 0 {
                            let chosen = min(
                                max(winner(x, y, pixel, nearest), value * leastShare), value * greatestShare)
                            value += strength * (chosen - value)
                        }
                        output[pixel] = value
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

        /// The mean of the surface, nearer or farther than the middle between the extremes, that has more votes.
        private func winner(_ x: Float, _ y: Float, _ pixel: Int, _ nearest: Int) -> Float {
            let (middle, half) = (contrast.middle[nearest], contrast.half[nearest])
            let (radius, falloff) = (options.radius, Self.falloff)
            let (centerX, centerY) = (nearest % map.width, nearest / map.width)
            let color = SIMD4(
                Float(photo.pixels[3 * pixel]), Float(photo.pixels[3 * pixel + 1]), Float(photo.pixels[3 * pixel + 2]),
                0)
            let scales = SIMD4(colorScale, colorScale, colorScale, 0)
            // Votes; and values with their weights, in which samples on the ramp between the surfaces count little.
            var (near, far) = (SIMD3<Float>.zero, SIMD3<Float>.zero)
            for row in Swift.stride(from: centerY - radius, through: centerY + radius, by: stride)
            where row >= 0 && row < map.height {
                let down = (Float(row) - y) * (Float(row) - y) * distanceScale
                for column in Swift.stride(from: centerX - radius, through: centerX + radius, by: stride)
                where column >= 0 && column < map.width {
                    let sample = samples[row * map.width + column]
                    let difference = sample - color
                    let across = (Float(column) - x) * (Float(column) - x) * distanceScale
                    let exponent = (difference * difference * scales).sum() + across + down
                    let vote = falloff[Int(min(exponent * 128, 2048))] + 1e-12
                    let value = sample.w
                    let side = (value - middle) / half
                    let weight = vote * (side * side * side * side + 1e-6)
                    // Half of the way up a ramp votes for neither, so that no sample changes sides at once.
                    let leaning = min(max(2 * side, -1), 1)
                    near.x += vote * (1 + leaning)
                    far.x += vote * (1 - leaning)
                    if side > 0 {
                        near += SIMD3(0, value * weight, weight)
                    } else {
                        far += SIMD3(0, value * weight, weight)
                    }
                }
            }
            guard near.z > 0, far.z > 0 else {
                return near.z > 0 ? near.y / near.z : far.z > 0 ? far.y / far.z : middle
            }
            let (nearer, farther) = (near.y / near.z, far.y / far.z)
            guard options.hesitation > 0 else { return near.x > far.x ? nearer : farther }
            let lead = (near.x / (near.x + far.x) - 0.5) / Float(2 * options.hesitation) + 0.5
            return farther + (nearer - farther) * LocalContrast.smoothStep(lead)
        }
    }
}
