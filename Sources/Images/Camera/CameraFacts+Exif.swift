extension CameraFacts {
    /// Reads the EXIF fields that libvips lists: `exif-ifd0-…` for the picture, `exif-ifd2-…` for the camera.
    init(_ image: VipsImage) {
        self.init()
        focalLengthIn35mmFilm = image.field("exif-ifd2-FocalLengthIn35mmFilm").flatMap(ExifText.number)
        focalLength = image.field("exif-ifd2-FocalLength").flatMap(ExifText.number)
        focalPlaneXResolution = image.field("exif-ifd2-FocalPlaneXResolution").flatMap(ExifText.number)
        focalPlaneYResolution = image.field("exif-ifd2-FocalPlaneYResolution").flatMap(ExifText.number)
        focalPlaneUnit = image.field("exif-ifd2-FocalPlaneResolutionUnit").flatMap(ExifText.integer)
        recordedWidth = image.field("exif-ifd2-PixelXDimension").flatMap(ExifText.integer)
        recordedHeight = image.field("exif-ifd2-PixelYDimension").flatMap(ExifText.integer)
        make = image.field("exif-ifd0-Make").flatMap(ExifText.string)
        model = image.field("exif-ifd0-Model").flatMap(ExifText.string)
        software = image.field("exif-ifd0-Software").flatMap(ExifText.string)
        orientation = image.field("orientation").flatMap(ExifText.integer)
    }
}
