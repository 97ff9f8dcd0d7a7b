/// A part of a pass through the network, as time is told apart by.
package enum NetworkStage: Hashable, Sendable, CustomStringConvertible {
    /// The patch encoder over the tiles of one level, 0 the coarsest.
    case patchEncoder(level: Int, of: Int)
    case imageEncoder
    case fieldOfViewEncoder
    /// Cutting tiles, and putting tokens together to maps.
    case tiles
    /// From tokens' widths to the decoder's levels.
    case projections
    case decoder
    case head
    /// The field of view from its features.
    case fieldOfViewHead

    package var description: String {
        switch self {
        case .patchEncoder(_, 1): "encoder, tiles"
        case .patchEncoder(0, _): "encoder, coarse"
        case .patchEncoder(let level, let count) where level == count - 1: "encoder, fine"
        case .patchEncoder(1, 3): "encoder, middle"
        case .patchEncoder(let level, _): "encoder, level \(level)"
        case .imageEncoder: "encoder, image"
        case .fieldOfViewEncoder: "encoder, field of view"
        case .tiles: "tiles"
        case .projections: "projections"
        case .decoder: "decoder"
        case .head: "head"
        case .fieldOfViewHead: "field of view"
        }
    }

    /// All that a network has, in the order in which they are best read.
    package static func all(_ configuration: DepthProConfiguration) -> [NetworkStage] {
        let levels = configuration.scales.count
        return (0..<levels).reversed().map { .patchEncoder(level: $0, of: levels) } + [.imageEncoder]
            + (configuration.fieldOfView == nil ? [] : [.fieldOfViewEncoder])
            + [.tiles, .projections, .decoder, .head] + (configuration.fieldOfView == nil ? [] : [.fieldOfViewHead])
    }
}
