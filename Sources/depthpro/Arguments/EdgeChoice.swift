import ArgumentParser
import DepthPro
import Editing

/// Whose edges a depth map gets on its way from the network's size to the photo's.
enum EdgeChoice: String, CaseIterable, ExpressibleByArgument {
    /// The photo's, where the network's own are blurred.
    case auto
    /// As the network gives them, stretched: what the reference does.
    case network
    /// Laid on the photo's by its colours.
    case photo

    /// Networks with smaller pictures than this see objects' outlines as ramps over many pixels.
    static let smallestSharpWidth = 512

    /// Whether this network's depth is to get the photo's edges.
    func refines(_ estimator: DepthEstimator) -> Bool {
        switch self {
        case .auto: estimator.checkpoint.configuration.inputColumns < Self.smallestSharpWidth
        case .network: false
        case .photo: true
        }
    }
}

extension GuidedUpsampling {
    /// Fit for the depth that a network of the map's size gives.
    init(networkMap map: Nearness) {
        self = map.width < EdgeChoice.smallestSharpWidth ? .blurred : .init()
    }
}
