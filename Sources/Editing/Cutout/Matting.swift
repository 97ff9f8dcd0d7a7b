import Foundation
import Images

/// Finds the shares and the foreground colours of pixels beside jumps in depth.
struct Matting: Sendable {
    let photo: RGBImage
    /// How much of a pixel is kept, as its own depth says.
    let kept: [Float]
    /// Whether a pixel must be found out.
    let isUnknown: [Bool]
    /// Half the width of the band of unknown pixels.
    let band: Int

    var width: Int { photo.width }
    var height: Int { photo.height }
    /// Half of the windows within which colours are compared: there must be known pixels in them.
    var radius: Int { band + 1 }
    /// Of the Gaussian that makes shares of the unknown pixels' zeros and ones. Half a pixel is what comes closest to
    /// the true shares of an outline that was sampled at the pixels' middles.
    var deviation: Float { max(0.5, Float(band) / 3) }

    init(photo: RGBImage, nearness: Nearness, kept: [Float], band: Int) {
        (self.photo, self.kept, self.band) = (photo, kept, band)
        isUnknown = MatteBand(nearness, kept, band: band).isUnknown
    }

    /// Works in squares, so that memory does not grow with the photo, and passes over those without unknown pixels.
    func solve(threads: Int, _ report: WorkReport) throws(EditingError) -> Cutout.Result {
        var (matte, pixels) = (kept, photo.pixels)
        let tiles = PixelArea.tiles(width: width, height: height, side: max(96, 6 * band))
        let counter = WorkCounter(total: tiles.count, report)
        let result: Result<Void, EditingError> = matte.withUnsafeMutableBufferPointer { matte in
            pixels.withUnsafeMutableBufferPointer { pixels in
                nonisolated(unsafe) let (matte, pixels) = (matte, pixels)
                return LinearLight().reading(photo) { light in
                    Strips(height: tiles.count, rows: 1).forEach(threads: threads) { numbers throws(EditingError) in
                        for number in numbers {
                            MatteTile(self, light, tiles[number]).solve { index, share, color in
                                matte[index] = share
                                for channel in 0..<3 {
                                    pixels[3 * index + channel] =
                                        SRGBTransfer.table[SRGBTransfer.index(color[channel])]
                                }
                            }
                        }
                        try counter.add(numbers.count)
                    }
                }
            }
        }
        try result.get()
        return Cutout.Result(
            foreground: RGBImage(width: width, height: height, pixels: pixels),
            matte: FloatRaster(width: width, height: height, values: matte))
    }
}
