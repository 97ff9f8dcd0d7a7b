import Foundation

/// Apple's description of an auxiliary depth picture, as XMP: what levels mean and the camera's calibration, in the
/// namespaces `pixeldatainfo` and `depthData` as iPhones write them.
struct AppleDepthText {
    private static let pixelNamespace = "http://ns.apple.com/pixeldatainfo/1.0/"
    private static let depthNamespace = "http://ns.apple.com/depthData/1.0/"
    /// CoreVideo's codes: disparity in half floats ("hdis"), one 8-bit component ("L008").
    private static let (halfDisparity, oneComponent8) = (1_751_411_059, 1_278_226_488)

    /// The packet's attributes for a disparity, levels 0…255.
    static func attributes(
        range: ClosedRange<Double>, intrinsics: Intrinsics, width: Int, height: Int, isMetric: Bool
    ) -> (attributes: String, elements: String) {
        let matrix = [
            intrinsics.focalLength, 0, 0, 0, intrinsics.focalLength, 0, intrinsics.centerX, intrinsics.centerY, 1,
        ]
        let items = matrix.map { "<rdf:li>\($0)</rdf:li>" }.joined()
        let values: [(String, String)] = [
            ("apdi:AuxiliaryImageType", "disparity"), ("apdi:NativeFormat", "\(halfDisparity)"),
            ("apdi:StoredFormat", "\(oneComponent8)"), ("apdi:IntMinValue", "0"), ("apdi:IntMaxValue", "255"),
            ("apdi:FloatMinValue", "\(range.lowerBound)"), ("apdi:FloatMaxValue", "\(range.upperBound)"),
            ("depthData:DepthDataVersion", "65541"), ("depthData:Accuracy", isMetric ? "absolute" : "relative"),
            ("depthData:Quality", "high"), ("depthData:Filtered", "True"),
            ("depthData:IntrinsicMatrixReferenceWidth", "\(width)"),
            ("depthData:IntrinsicMatrixReferenceHeight", "\(height)"),
        ]
        return (
            "xmlns:apdi=\"\(pixelNamespace)\"\n xmlns:depthData=\"\(depthNamespace)\"",
            values.map { "<\($0)>\($1)</\($0)>" }.joined()
                + "<depthData:IntrinsicMatrix><rdf:Seq>\(items)</rdf:Seq></depthData:IntrinsicMatrix>"
        )
    }

    private let pixels: XMPText
    private let depth: XMPText

    /// - Returns: `nil` where the text describes no depth.
    init?(_ text: String) {
        pixels = XMPText(text, namespace: Self.pixelNamespace)
        depth = XMPText(text, namespace: Self.depthNamespace)
        guard pixels.isPresent, depth.isPresent else { return nil }
    }

    /// What a picture of levels from 0 to 1 tells.
    ///
    /// - Parameter orientation: Of the photo.
    func depth(
        _ levels: FloatRaster, _ kind: CarriedDepth.Kind, _ orientation: Orientation
    ) throws(ImageError) -> CarriedDepth {
        guard let low = pixels.number("FloatMinValue"), let high = pixels.number("FloatMaxValue"), high > low else {
            throw ImageError(.corrupt, "the depth's description has no range of values")
        }
        let isDepth = pixels.value("AuxiliaryImageType") == "depth"
        let values = levels.values.map { level -> Float in
            let value = Float(low + Double(level) * (high - low))
            guard value > 0 else { return .infinity }
            return isDepth ? value : 1 / value
        }
        let raster = FloatRaster(width: levels.width, height: levels.height, values: values)
        let camera = camera(width: levels.width)?.turned(
            orientation, width: Double(levels.width), height: Double(levels.height))
        return CarriedDepth(
            kind: kind, depth: raster.turned(orientation), isMetric: depth.value("Accuracy") == "absolute",
            intrinsics: camera)
    }

    /// Columns follow each other in Apple's matrices.
    private func camera(width: Int) -> Intrinsics? {
        let matrix = depth.numbers("IntrinsicMatrix")
        guard matrix.count == 9, matrix[0] > 0, let reference = depth.number("IntrinsicMatrixReferenceWidth"),
            reference > 0
        else { return nil }
        return Intrinsics(focalLength: matrix[0], centerX: matrix[6], centerY: matrix[7])
            .scaled(by: Double(width) / reference)
    }
}
