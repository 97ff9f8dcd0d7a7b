/// What a network counts focal lengths in: canonical inverse depth is focal length in units over depth, and the estimated
/// field of view is the angle that one unit spans.
///
/// Every picture is squeezed into the network's square, which hides its shape: a driving camera's picture of 3.3:1 looks
/// like one of 4:3 that is 2.5 times narrower.
public enum FocalUnit: String, Sendable, Hashable, Codable, CaseIterable {
    /// The picture's width, as in the paper (section 3.2) and the published network.
    case width
    /// The side of the square of the picture's area, √(width · height).
    ///
    /// Across cameras of every shape the focal length is much the same number of these, while in widths it falls as
    /// pictures get wider; and what was squeezed across and what was stretched down weigh alike in depth.
    case rootArea = "root-area"

    /// The unit in pixels of a picture of that size.
    public func pixels(width: Double, height: Double) -> Double {
        switch self {
        case .width: width
        case .rootArea: (width * height).squareRoot()
        }
    }
}
