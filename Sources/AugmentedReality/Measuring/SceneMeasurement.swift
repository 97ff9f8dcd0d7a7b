/// A length or an area, and how far it is to be trusted.
public struct SceneMeasurement: Sendable, Hashable {
    /// What was measured.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// From one point to another, straight through the air.
        case distance
        /// Of a point above the ground.
        case height
        /// Of a quadrilateral.
        case area
        /// From the camera to a point.
        case cameraDistance = "camera_distance"
    }

    /// What was measured.
    public let kind: Kind
    /// In metres, or square metres.
    public let value: Double
    /// One standard deviation, of all causes together.
    public let uncertainty: Double
    /// What the scale of all depths contributes to it.
    public let scaleUncertainty: Double
    /// What all else contributes: the depths against each other, their noise, and the pixels that were missed.
    public let shapeUncertainty: Double
    /// The points, in the order in which they were named; of a height, the foot on the ground comes second.
    public let points: [MeasuredPoint]
    /// What a height is measured from, and what an area lies on.
    public let plane: ScenePlane?

    /// "m" or "m²".
    public var unit: String { kind == .area ? "m²" : "m" }
}
