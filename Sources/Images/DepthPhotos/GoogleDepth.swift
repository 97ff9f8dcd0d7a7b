public import Foundation

/// Google's depth map metadata, `GDepth` (developers.google.com/depthmap-metadata): the depth as a picture within XMP,
/// which is longer than a segment and so goes into the extended packet.
enum GoogleDepth {
    static let namespace = "http://ns.google.com/photos/1.0/depthmap/"

    /// - Returns: `nil` where the file has none.
    static func read(_ stream: JPEGStream) throws(ImageError) -> CarriedDepth? {
        guard let text = XMPSegments.text(of: stream) else { return nil }
        let xmp = XMPText(text, namespace: namespace)
        guard xmp.isPresent, let format = xmp.value("Format") else { return nil }
        guard let near = xmp.number("Near"), let far = xmp.number("Far"), near > 0 || format == "RangeLinear",
            far > near
        else { throw ImageError(.corrupt, "the GDepth metadata has no range from near to far") }
        guard let encoded = xmp.value("Data"),
            let data = Data(base64Encoded: String(encoded), options: .ignoreUnknownCharacters), !data.isEmpty
        else { throw ImageError(.corrupt, "the GDepth metadata has no picture of the depth") }
        let levels = try DepthPicture.levels(data)
        let isInverse = format != "RangeLinear"
        guard isInverse || format == "RangeLinear" else {
            throw ImageError(.unsupported, "the GDepth format “\(format.prefix(40))” is not known")
        }
        let depth = levels.values.map { level -> Float in
            let level = Double(level)
            return Float(isInverse ? far * near / (far - level * (far - near)) : near + level * (far - near))
        }
        let raster = FloatRaster(width: levels.width, height: levels.height, values: depth)
        let orientation = ExifOrientation.of(stream)
        let unit = xmp.value("Units").map { $0 == "m" || $0 == "Meters" } ?? true
        return CarriedDepth(
            kind: .googleDepth, depth: raster.turned(orientation), isMetric: unit,
            intrinsics: camera(text, raster)?.turned(
                orientation, width: Double(raster.width), height: Double(raster.height)))
    }

    /// Focal lengths in shares of the picture, as Google's camera metadata has them.
    private static func camera(_ text: String, _ raster: FloatRaster) -> Intrinsics? {
        let focus = XMPText(text, namespace: "http://ns.google.com/photos/dd/1.0/imaging/")
        guard let x = focus.number("FocalLengthX"), x > 0, let width = focus.number("ImageWidth"), width > 0 else {
            return nil
        }
        let scale = Double(raster.width) / width
        return Intrinsics(
            focalLength: x * scale, centerX: (focus.number("PrincipalPointX") ?? width / 2) * scale,
            centerY: (focus.number("PrincipalPointY") ?? Double(raster.height) / scale / 2) * scale)
    }
}

extension DepthPhoto {
    /// The photo as a JPEG file with GDepth metadata: `RangeInverse` from the nearest to the farthest depth in metres,
    /// along the optical axis, as a 16-bit PNG.
    ///
    /// - Throws: `ImageError`, with code `missingLibrary` without libvips.
    public func googleDepthJPEG() throws(ImageError) -> Data {
        let (disparity, range) = disparity
        let (near, far) = (1 / range.upperBound, 1 / range.lowerBound)
        let extent = range.upperBound - range.lowerBound
        // 0 is near, 1 is far.
        let levels = FloatRaster(
            width: disparity.width, height: disparity.height,
            values: disparity.values.map {
                Float(min(max((range.upperBound - Double($0)) / extent, 0), 1))
            })
        let png = try DepthPicture.png16(levels)
        var stream = try jpeg(photo)
        let attributes = """
            xmlns:GDepth="\(GoogleDepth.namespace)"
             GDepth:Format="RangeInverse"
             GDepth:Near="\(near)"
             GDepth:Far="\(far)"
             GDepth:Units="m"
             GDepth:MeasureType="OpticalAxis"
             GDepth:Mime="image/png"
             GDepth:ImageWidth="\(photo.width)"
             GDepth:ImageHeight="\(photo.height)"
             GDepth:Software="Depth Pro for Swift"
             xmlns:Imaging="http://ns.google.com/photos/dd/1.0/imaging/"
             Imaging:FocalLengthX="\(intrinsics.focalLength)"
             Imaging:FocalLengthY="\(intrinsics.focalLength)"
             Imaging:PrincipalPointX="\(intrinsics.centerX)"
             Imaging:PrincipalPointY="\(intrinsics.centerY)"
             Imaging:ImageWidth="\(photo.width)"
             Imaging:ImageHeight="\(photo.height)"
            """
        stream.insert(
            XMPSegments.payloads(
                attributes: attributes,
                extendedAttributes: """
                    xmlns:GDepth="\(GoogleDepth.namespace)"
                     GDepth:Data="\(png.base64EncodedString())"
                    """))
        return Data(stream.bytes)
    }

    func jpeg(_ photo: Photo) throws(ImageError) -> JPEGStream {
        guard let stream = JPEGStream([UInt8](try photo.jpegData(quality: quality))) else {
            throw ImageError(.unwritable, "The photo cannot be encoded: libvips made no JPEG file.")
        }
        return stream
    }
}
