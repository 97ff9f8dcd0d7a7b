/// A kd-tree over points whose nodes know the box that their points fill.
///
/// Depth maps are surfaces: without those boxes, as in FLANN and nanoflann, a search from a point far off the surface
/// looks at a good part of all points.
struct PointTree: Sendable {
    private struct Point {
        var x: Float
        var y: Float
        var z: Float

        @inline(__always)
        func squaredDistance(to other: Point) -> Float {
            let (dx, dy, dz) = (x - other.x, y - other.y, z - other.z)
            return dx * dx + dy * dy + dz * dz
        }
    }

    /// A leaf holds `count` points from `link` on; an inner node has its left child behind it, its right one at `link`.
    private struct Node {
        var lower: Point
        var upper: Point
        var link: Int32
        var count: Int32

        @inline(__always)
        func squaredDistance(to point: Point) -> Float {
            let dx = max(lower.x - point.x, point.x - upper.x, 0)
            let dy = max(lower.y - point.y, point.y - upper.y, 0)
            let dz = max(lower.z - point.z, point.z - upper.z, 0)
            return dx * dx + dy * dy + dz * dz
        }
    }

    private static let leafSize = 8
    /// Below this level points are halved in any order, so that no arrangement makes a deep tree; 32 levels of halves
    /// are enough for any number of points.
    private static let splitLevels = 64

    private var points: [Point]
    private var nodes: [Node] = []

    /// Builds the tree of points, x, y and z of one after another, all finite.
    init(_ coordinates: [Float]) {
        points = stride(from: 0, to: coordinates.count - 2, by: 3).map { index in
            Point(x: coordinates[index], y: coordinates[index + 1], z: coordinates[index + 2])
        }
        precondition(points.count <= Int32.max, "A tree cannot have \(points.count) points.")
        nodes.reserveCapacity(points.count / 2)
        points.withUnsafeMutableBufferPointer { Self.build(&nodes, $0, 0..<$0.count, level: 0) }
    }

    private static func build(
        _ nodes: inout [Node], _ points: UnsafeMutableBufferPointer<Point>, _ range: Range<Int>, level: Int
    ) {
        if range.isEmpty { return }
        var (lower, upper) = (points[range.lowerBound], points[range.lowerBound])
        for index in range {
            let point = points[index]
            lower = Point(x: min(lower.x, point.x), y: min(lower.y, point.y), z: min(lower.z, point.z))
            upper = Point(x: max(upper.x, point.x), y: max(upper.y, point.y), z: max(upper.z, point.z))
        }
        let node = nodes.count
        let isLeaf = range.count <= leafSize
        nodes.append(
            Node(
                lower: lower, upper: upper, link: Int32(range.lowerBound), count: isLeaf ? Int32(range.count) : 0))
        if isLeaf { return }
        let half = (range.lowerBound + range.upperBound) / 2
        let middle = level < splitLevels ? split(points, range, lower, upper) : half
        build(&nodes, points, range.lowerBound..<middle, level: level + 1)
        nodes[node].link = Int32(nodes.count)
        build(&nodes, points, middle..<range.upperBound, level: level + 1)
    }

    /// Reorders the points by the side of the box's middle, along its longest edge, on which they lie, and returns where
    /// the second side begins; where one side is empty, as of points that coincide, half of them.
    private static func split(
        _ points: UnsafeMutableBufferPointer<Point>, _ range: Range<Int>, _ lower: Point, _ upper: Point
    ) -> Int {
        let (dx, dy, dz) = (upper.x - lower.x, upper.y - lower.y, upper.z - lower.z)
        let middle: Int
        if dx >= dy && dx >= dz {
            let border = lower.x + dx / 2
            middle = partition(points, range) { $0.x < border }
        } else if dy >= dz {
            let border = lower.y + dy / 2
            middle = partition(points, range) { $0.y < border }
        } else {
            let border = lower.z + dz / 2
            middle = partition(points, range) { $0.z < border }
        }
        let isOneSided = middle == range.lowerBound || middle == range.upperBound
        return isOneSided ? (range.lowerBound + range.upperBound) / 2 : middle
    }

    @inline(__always)
    private static func partition(
        _ points: UnsafeMutableBufferPointer<Point>, _ range: Range<Int>, _ isFirst: (Point) -> Bool
    ) -> Int {
        var (first, last) = (range.lowerBound, range.upperBound)
        while true {
            while first < last, isFirst(points[first]) { first += 1 }
            while first < last, !isFirst(points[last - 1]) { last -= 1 }
            if first >= last { return first }
            points.swapAt(first, last - 1)
        }
    }

    /// For each of `range` of the points in `queries` the square of the distance to the tree's nearest, into `squares`.
    /// Points that follow each other should lie close: each search begins with the last one's result.
    func nearest(_ queries: [Float], _ range: Range<Int>, _ squares: UnsafeMutableBufferPointer<Float>) {
        points.withUnsafeBufferPointer { points in
            nodes.withUnsafeBufferPointer { nodes in
                let capacity = Self.splitLevels + 34
                withUnsafeTemporaryAllocation(of: (node: Int, square: Float).self, capacity: capacity) { stack in
                    var last = 0
                    for index in range {
                        let query = Point(
                            x: queries[3 * index], y: queries[3 * index + 1], z: queries[3 * index + 2])
                        squares[index] = Self.search(query, from: &last, points, nodes, stack)
                    }
                }
            }
        }
    }

    private static func search(
        _ query: Point, from last: inout Int, _ points: UnsafeBufferPointer<Point>,
        _ nodes: UnsafeBufferPointer<Node>, _ stack: UnsafeMutableBufferPointer<(node: Int, square: Float)>
    ) -> Float {
        var best = points[last].squaredDistance(to: query)
        var depth = 1
        stack[0] = (0, nodes[0].squaredDistance(to: query))
        while depth > 0 {
            depth -= 1
            var (index, square) = stack[depth]
            // Goes down to a leaf by the nearer child, and leaves the other for later.
            while square < best {
                let node = nodes[index]
                if node.count > 0 {
                    for place in Int(node.link)..<Int(node.link + node.count) {
                        let square = points[place].squaredDistance(to: query)
                        if square < best { (best, last) = (square, place) }
                    }
                    break
                }
                let (left, right) = (index + 1, Int(node.link))
                let toLeft = nodes[left].squaredDistance(to: query)
                let toRight = nodes[right].squaredDistance(to: query)
                let isLeftNearer = toLeft < toRight
                if max(toLeft, toRight) < best {
                    stack[depth] = isLeftNearer ? (right, toRight) : (left, toLeft)
                    depth += 1
                }
                (index, square) = isLeftNearer ? (left, toLeft) : (right, toRight)
            }
        }
        return best
    }
}
