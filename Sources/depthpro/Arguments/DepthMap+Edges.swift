import DepthPro
import Editing
import Images

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
