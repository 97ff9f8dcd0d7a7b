/// A method whose predictions are scored.
public struct EvaluatedMethod: Sendable, Hashable, Codable {
    /// As tables and rows name it.
    public var name: String
    /// The network's parameters; `nil` for predictions made elsewhere.
    public var parameters: Int?
    /// Columns of the network's own output.
    public var nativeWidth: Int?
    /// Rows of the network's own output.
    public var nativeHeight: Int?

    /// Describes a method.
    public init(name: String, parameters: Int? = nil, nativeWidth: Int? = nil, nativeHeight: Int? = nil) {
        self.name = name
        self.parameters = parameters
        self.nativeWidth = nativeWidth
        self.nativeHeight = nativeHeight
    }
}
