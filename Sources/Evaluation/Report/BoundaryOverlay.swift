internal import Images

/// Boundaries drawn over a dim photo: green where prediction and truth have them, red where only the truth does, blue
/// where only the prediction does.
struct BoundaryOverlay {
    /// Which of two neighbours stands out before the other.
    enum Relation {
        case none
        case firstNearer
        case secondNearer
    }

    /// In the middle of ``BoundaryMetrics/thresholds``.
    private static let threshold = BoundaryMetrics.thresholds[BoundaryMetrics.thresholds.count / 2]

    private(set) var image: RGBImage
    private let width: Int
    private let height: Int
    private let size: PanelSize
    /// What the panel's pixels have so far: the larger stays, as one of them may stand for many of the truth's.
    private var marks: [Mark?]

    private enum Mark: Int {
        case invented
        case missed
        case common

        var color: RGBColor {
            switch self {
            case .invented: RGBColor(red: 70, green: 150, blue: 255)
            case .missed: RGBColor(red: 255, green: 70, blue: 60)
            case .common: RGBColor(red: 60, green: 230, blue: 90)
            }
        }
    }

    /// - Parameters:
    ///   - width: Of the truth.
    ///   - height: Of the truth.
    init(_ photo: RGBImage, width: Int, height: Int) {
        (self.width, self.height) = (width, height)
        size = PanelSize(width, height)
        let shrunk = photo.shrunk(to: size)
        let pixels = (0..<size.width * size.height).flatMap { index -> [UInt8] in
            let sum = (0..<3).reduce(0) { $0 + Int(shrunk.pixels[3 * index + $1]) }
            let grey = UInt8(sum / 7)
            return [grey, grey, grey]
        }
        image = RGBImage(width: size.width, height: size.height, pixels: pixels)
        marks = [Mark?](repeating: nil, count: size.width * size.height)
    }

    /// How two neighbours' inverse depths relate.
    static func relation(_ first: Float, _ second: Float) -> Relation {
        if Double(first / second) > threshold { return .firstNearer }
        return Double(second / first) > threshold ? .secondNearer : .none
    }

    /// Draws all pairs of neighbours.
    ///
    /// - Parameter relations: The pair's in the prediction and in the truth; `nil` where nothing is to be said.
    mutating func forEachPair(_ relations: (_ index: Int, _ neighbour: Int) -> (Relation, Relation)?) {
        for row in 0..<height {
            for column in 0..<width {
                let index = row * width + column
                if column + 1 < width { draw(relations(index, index + 1), column, row) }
                if row + 1 < height { draw(relations(index, index + width), column, row) }
            }
        }
    }

    private mutating func draw(_ relations: (Relation, Relation)?, _ column: Int, _ row: Int) {
        guard let (predicted, actual) = relations, predicted != .none || actual != .none else { return }
        let mark: Mark = predicted == actual ? .common : actual != .none ? .missed : .invented
        let (x, y) = (column * size.width / width, row * size.height / height)
        let place = y * size.width + x
        if let before = marks[place], before.rawValue >= mark.rawValue { return }
        marks[place] = mark
        image[x, y] = mark.color
    }
}
