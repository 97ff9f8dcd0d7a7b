import ArgumentParser
import DepthPro
import Editing
import Images

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

extension DepthMap {
    /// At the network's own size, in metres; `nil` where that is no smaller than the photo, or was not kept.
    var networkDepth: FloatRaster? {
        guard let inverse = canonicalInverseDepth, inverse.width * inverse.height < width * height else { return nil }
        let scale = Float(Double(width) / focalLength.pixels)
        let range = (1 / DepthMap.range.upperBound)...(1 / DepthMap.range.lowerBound)
        return FloatRaster(
            width: inverse.width, height: inverse.height,
            values: inverse.values.map { 1 / min(max($0 * scale, range.lowerBound), range.upperBound) })
    }

    /// With the photo's edges; `nil` where the photo is no larger than the network's picture.
    func refined(_ photo: RGBImage) throws -> DepthMap? {
        guard let small = networkDepth else { return nil }
        let nearness = try Nearness(small)
        let metres = try GuidedUpsampling(networkMap: nearness)(nearness, photo: photo).metres
        return DepthMap(
            width: width, height: height, metres: metres.values, focalLength: focalLength,
            canonicalInverseDepth: canonicalInverseDepth)
    }
}
