package import Foundation
package import Images

/// The cameras of a stereo pair, as Middlebury's `calib.txt` has them: a line `name=value` each.
package struct StereoCalibration: Sendable {
    /// The left camera.
    package let camera: Intrinsics
    /// The distance of the cameras in millimetres.
    package let baseline: Double
    /// How far the right camera's axis lies to the right of the left one's, in pixels.
    package let offset: Double

    package init(contentsOf url: URL) throws(DatasetError) {
        var values: [Substring: [Double]] = [:]
        for line in try SampleFile.text(url).split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { continue }
            values[parts[0]] = parts[1].split { "[]; \t\r".contains($0) }.compactMap { Double($0) }
        }
        let file = url.relativePath
        guard let matrix = values["cam0"], matrix.count == 9, let baseline = values["baseline"]?.first, baseline > 0,
            baseline.isFinite
        else { throw DatasetError(.malformed, "\(file) has no cam0 of nine numbers and no positive baseline.") }
        camera = try Intrinsics(focalLength: matrix[0], middleX: matrix[2], middleY: matrix[5], file: file)
        self.baseline = baseline
        offset = values["doffs"]?.first ?? 0
    }
}
