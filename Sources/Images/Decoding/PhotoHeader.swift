package import Foundation

/// What a photograph's header tells of size and camera; its pixels are not decoded, and may be damaged.
package struct PhotoHeader: Sendable {
    /// Pixels across and down, after orientation.
    package let width, height: Int
    /// What the file records about camera and lens.
    package let camera: CameraFacts

    /// Reads the header of a file in any format that `Photo` decodes.
    package init(contentsOf url: URL, limits: PhotoLimits = PhotoLimits()) throws(ImageError) {
        let path = try RegularFile.path(of: url)
        let start = try RegularFile.firstBytes(of: path, count: ImageFormat.signatureLength)
        let decoder = try PhotoDecoder(name: url.relativePath, firstBytes: start, limits: limits)
        if decoder.format.needsPreflight { try decoder.preflight(RegularFile.contents(of: url)) }
        self = try decoder.decode(
            open: { operation throws(VipsFailure) in try VipsImage.open(path: path, operation: operation) },
            body: { file in .success(PhotoHeader(file, isUpright: decoder.format.isUprightWhenDecoded)) })
    }

    private init(_ file: VipsImage, isUpright: Bool) {
        camera = CameraFacts(file)
        // EXIF's orientations from 5 on lie on their side.
        let isTurned = !isUpright && (camera.orientation ?? 1) >= 5
        (width, height) = isTurned ? (file.height, file.width) : (file.width, file.height)
    }

    /// The focal length that is recorded; see `FocalLength.resolve(option:camera:width:height:)`.
    package var focalLength: FocalLength? {
        FocalLength.resolve(option: nil, camera: camera, width: width, height: height)
    }
}
