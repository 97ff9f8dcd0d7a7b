internal import Foundation
internal import Images

extension SensorModel {
    /// A photograph as a camera's file and as its pixels, which are those that the file decodes to.
    struct Photograph {
        let jpeg: Data
        let image: RGBImage
    }

    /// Develops and compresses a picture, with the focal length in its EXIF block.
    ///
    /// - Throws: ``ScenesError`` where libvips is missing.
    func photograph(_ rendering: Rendering, focalLength: Double) throws(ScenesError) -> Photograph {
        var facts = CameraFacts()
        let diagonal = Double(rendering.width * rendering.width + rendering.height * rendering.height).squareRoot()
        let equivalent = focalLength * FocalLength.diagonalOf35mmFrame / diagonal
        facts.focalLengthIn35mmFilm = equivalent
        // The lens of a sensor whose diagonal is 9.6 mm, as in a telephone.
        facts.focalLength = (equivalent * 9.6 / FocalLength.diagonalOf35mmFrame * 100).rounded() / 100
        facts.make = "Depth Pro for Swift"
        facts.model = "Synthetic camera"
        let image = Development.photograph(rendering, self)
        do {
            let jpeg = try Photo(image: image, camera: facts).jpegData(
                quality: quality, subsamplesColors: subsamplesColors)
            return Photograph(jpeg: jpeg, image: try Photo(data: jpeg).image)
        } catch {
            let code: ScenesError.Code = error.code == .missingLibrary ? .libraryMissing : .engine
            throw ScenesError(code, error.message, cause: error)
        }
    }
}
