import DepthPro
import Foundation
import Images

/// A photo with its depth and what is known of the lens.
struct PhotoDepth {
    /// The photo's file.
    let url: URL
    /// Upright, in sRGB.
    let photo: Photo
    /// Depth in metres along the optical axis, of every pixel of the photo. Values that are not positive and finite are
    /// no depths; from the network, 10000 stands for too far to tell.
    let depth: FloatRaster
    /// The depth at the size at which it was read or estimated: smaller than the photo, as large, or larger.
    let measured: FloatRaster
    /// In pixels of the photo; `nil` where nothing states it.
    let focalLength: FocalLength?
    /// Whether the metres are meant as such; else their inverse is right up to a factor and an offset.
    let isMetric: Bool

    /// Depth from a file.
    init(url: URL, photo: Photo, measured: FloatRaster, focalLength: FocalLength?, isMetric: Bool) {
        (self.url, self.photo, self.measured, self.focalLength) = (url, photo, measured, focalLength)
        self.isMetric = isMetric
        depth = measured.resizedToNearest(width: photo.width, height: photo.height)
    }

    /// The network's depth.
    init(url: URL, photo: Photo, map: DepthMap) {
        (self.url, self.photo, focalLength) = (url, photo, map.focalLength)
        depth = FloatRaster(width: map.width, height: map.height, values: map.metres)
        measured = map.networkDepth ?? depth
        isMetric = true
    }

    /// The camera, with the axis through the middle of the photo.
    ///
    /// - Throws: ``CommandFailure`` where the focal length is not known.
    func intrinsics() throws -> Intrinsics {
        guard let focalLength else {
            throw CommandFailure(
                "neither \(url.relativePath) nor its depth file tells the focal length: state it with "
                    + "--focal-length-px, --focal-length-35mm or --fov")
        }
        return Intrinsics(focalLength: focalLength.pixels, width: photo.width, height: photo.height)
    }
}
