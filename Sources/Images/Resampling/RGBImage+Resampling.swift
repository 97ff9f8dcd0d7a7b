extension RGBImage {
    /// The image, or the part of it that the filters read, in another size.
    ///
    /// - Returns: Red, green and blue planes, row after row, 0 to 255.
    package func planes(columns: AxisFilter, rows: AxisFilter) -> [Float] {
        let area = columns.count * rows.count
        var planes = [Float](repeating: 0, count: 3 * area)
        // Rows of the source are narrowed once, when the first new row asks for them.
        var narrowed: [Int: [Float]] = [:]
        for row in 0..<rows.count {
            let first = rows.starts[row]
            narrowed = narrowed.filter { $0.key >= first }
            for (offset, weight) in rows.weights[row].enumerated() where weight != 0 {
                let source = first + offset
                let line = narrowed[source] ?? narrow(source, columns)
                narrowed[source] = line
                planes.withUnsafeMutableBufferPointer { planes in
                    for channel in 0..<3 {
                        let target = channel * area + row * columns.count
                        let from = channel * columns.count
                        for column in 0..<columns.count { planes[target + column] += weight * line[from + column] }
                    }
                }
            }
        }
        return planes
    }

    /// One row of the image as three short rows, red, green and blue.
    private func narrow(_ row: Int, _ columns: AxisFilter) -> [Float] {
        var line = [Float](repeating: 0, count: 3 * columns.count)
        pixels.withUnsafeBufferPointer { pixels in
            for column in 0..<columns.count {
                var index = (row * width + columns.starts[column]) * 3
                var (red, green, blue): (Float, Float, Float) = (0, 0, 0)
                for weight in columns.weights[column] {
                    red += weight * Float(pixels[index])
                    green += weight * Float(pixels[index + 1])
                    blue += weight * Float(pixels[index + 2])
                    index += 3
                }
                line[column] = red
                line[columns.count + column] = green
                line[2 * columns.count + column] = blue
            }
        }
        return line
    }
}
