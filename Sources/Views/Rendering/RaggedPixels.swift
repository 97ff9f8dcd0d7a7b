/// Smooths a view where neighbouring pixels belong to as many surfaces, as among leaves.
///
/// A view takes one sample a pixel, and a depth map has one, too; what is finer is noise that crawls from frame to frame.
/// A camera sees its mean.
enum RaggedPixels {
    /// Of the pixels around one, how many lie on its surface at least: five at an edge, four at a corner's side.
    private static let neighbors = 4
    /// Depths of one surface differ by less.
    private static let likeness: Float = 0.04

    /// - Parameter inverseDepths: Of each pixel.
    static func smooth(_ pixels: inout [UInt8], _ inverseDepths: [Float], width: Int, height: Int) {
        guard width > 2, height > 2 else { return }
        // The row above and this one, as they were.
        var above = Array(pixels[0..<3 * width])
        var here = above
        for row in 1..<height - 1 {
            let start = row * width
            here.replaceSubrange(0..<3 * width, with: pixels[3 * start..<3 * (start + width)])
            for column in 1..<width - 1 {
                let missing = neighbors - alike(start + column, inverseDepths, width)
                guard missing > 0 else { continue }
                let share = min(Float(missing) / 3, 1)
                for channel in 0..<3 {
                    let place = 3 * column + channel
                    let below = 3 * (start + width) + place
                    // Binomial weights, of 16 in all.
                    let mean =
                        (line(above, place) + 2 * line(here, place) + line(pixels, below)) / 16
                    let own = Float(here[place])
                    pixels[3 * start + place] = UInt8(own + (mean - own) * share + 0.5)
                }
            }
            swap(&above, &here)
        }
    }

    /// A pixel and its neighbours in a row, of one channel.
    @inline(__always)
    private static func line(_ values: [UInt8], _ place: Int) -> Float {
        Float(Int(values[place - 3]) + 2 * Int(values[place]) + Int(values[place + 3]))
    }

    /// How many of the eight pixels around one lie on its surface.
    @inline(__always)
    private static func alike(_ index: Int, _ inverseDepths: [Float], _ width: Int) -> Int {
        let depth = inverseDepths[index]
        let (low, high) = (depth * (1 - likeness) - 1e-5, depth * (1 + likeness) + 1e-5)
        var count = -1
        for line in [index - width, index, index + width] {
            for place in line - 1...line + 1 where inverseDepths[place] >= low && inverseDepths[place] <= high {
                count += 1
            }
        }
        return count
    }
}
