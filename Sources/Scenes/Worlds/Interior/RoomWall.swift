/// One wall of a room, seen from inside: x along it, y up, z into the room.
struct RoomWall {
    /// From the wall's frame to the world's.
    var frame: Transform
    var length: Float
    var openings: [WallOpening] = []
    /// Parts along the wall that something stands at or hangs on, with heights.
    var taken: [(x: ClosedRange<Float>, y: ClosedRange<Float>)] = []
    /// Whether another room is behind it.
    var isInner = false

    /// Whether nothing is at a part of it.
    func isFree(x: ClosedRange<Float>, y: ClosedRange<Float>, margin: Float = 0.03) -> Bool {
        guard x.lowerBound >= 0, x.upperBound <= length else { return false }
        let rects = taken + openings.map { ($0.x, $0.y) }
        return !rects.contains { rect in
            rect.x.lowerBound < x.upperBound + margin && x.lowerBound < rect.x.upperBound + margin
                && rect.y.lowerBound < y.upperBound + margin && y.lowerBound < rect.y.upperBound + margin
        }
    }
}

/// Where one room is, with what its walls hold.
struct RoomCell {
    var floor: FloorRect
    var height: Float
    /// Back (-Z), right (+X), front (+Z), left (-X).
    var walls: [RoomWall]
    /// Floor that is in use.
    var occupied: [FloorRect] = []

    init(floor: FloorRect, height: Float) {
        self.floor = floor
        self.height = height
        let (l, h) = (floor.low, floor.high)
        let size = floor.size
        func wall(_ x: Float, _ z: Float, _ turn: Float, _ length: Float) -> RoomWall {
            RoomWall(frame: .translation([x, 0, z]) * .turn(turn), length: length)
        }
        walls = [
            wall(l.x, l.y, 0, size.x), wall(h.x, l.y, -.pi / 2, size.y), wall(h.x, h.y, .pi, size.x),
            wall(l.x, h.y, .pi / 2, size.y),
        ]
    }

    /// Whether a piece fits there.
    func isFree(_ rect: FloorRect) -> Bool {
        floor.contains(rect) && !occupied.contains { $0.overlaps(rect) }
    }
}
