/// The exact Euclidean distance transform of Meijster et al. 2000 (“A general algorithm for computing distance
/// transforms in linear time”), in whole numbers.
enum DistanceTransform {
    /// For each pixel the distance in pixels to the nearest pixel where `mask` says yes; infinite where none does.
    static func distances(to mask: PixelMask) -> [Double] {
        let (width, height) = (mask.width, mask.height)
        // Farther than any pixel of the image.
        let far = width + height
        var columns = mask.values.map { $0 ? 0 : far }
        for index in columns.indices.dropFirst(width) {
            columns[index] = min(columns[index], columns[index - width] + 1)
        }
        for index in columns.indices.dropLast(width).reversed() {
            columns[index] = min(columns[index], columns[index + width] + 1)
        }
        var result: [Double] = []
        result.reserveCapacity(width * height)
        for row in 0..<height {
            let squares = squares(along: columns[row * width..<(row + 1) * width].map { min($0, far) })
            result += squares.map { $0 >= far * far ? .infinity : Double($0).squareRoot() }
        }
        return result
    }

    /// The smallest of `(x − i)² + heights[i]²` over all `i`, for each `x`: the lower envelope of parabolas.
    private static func squares(along heights: [Int]) -> [Int] {
        func square(_ x: Int, _ i: Int) -> Int { (x - i) * (x - i) + heights[i] * heights[i] }
        // The parabolas of the envelope, and where each begins.
        var envelope = [(center: 0, start: 0)]
        for center in heights.indices.dropFirst() {
            while let last = envelope.last, square(last.start, last.center) > square(last.start, center) {
                envelope.removeLast()
            }
            guard let last = envelope.last else {
                envelope.append((center, 0))
                continue
            }
            let rise = center * center - last.center * last.center
            let drop = heights[center] * heights[center] - heights[last.center] * heights[last.center]
            let start = 1 + (rise + drop) / (2 * (center - last.center))
            if start < heights.count { envelope.append((center, start)) }
        }
        var result = [Int](repeating: 0, count: heights.count)
        var part = envelope.count - 1
        for x in heights.indices.reversed() {
            result[x] = square(x, envelope[part].center)
            if x == envelope[part].start { part -= 1 }
        }
        return result
    }
}
