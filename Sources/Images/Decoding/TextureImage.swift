package import Foundation

/// A picture with its transparency: straight (not premultiplied) sRGB and alpha, four interleaved bytes a pixel, rows
/// from the top, never turned.
package struct TextureImage: Sendable {
    package let width: Int
    package let height: Int
    /// `width * height * 4` bytes.
    package let pixels: [UInt8]

    /// Decodes a file of any format that ``Photo`` reads.
    package init(contentsOf url: URL, limits: PhotoLimits) throws(ImageError) {
        self = try SampleReader.read(url, limits: limits) { reader, image throws(VipsFailure) in
            try Self(reader, image)
        }
    }

    /// Decodes a file held in memory, OpenEXR excepted.
    package init(data: Data, name: String, limits: PhotoLimits) throws(ImageError) {
        self = try SampleReader.read(data, name: name, limits: limits) { reader, image throws(VipsFailure) in
            try Self(reader, image)
        }
    }

    private init?(_ reader: SampleReader, _ image: VipsImage) throws(VipsFailure) {
        let byte: (Float) -> UInt8
        switch image.format {
        case .unsigned8: byte = { UInt8($0) }
        case .unsigned16: byte = { UInt8($0 / 257 + 0.5) }
        default: byte = { SRGBTransfer.table[SRGBTransfer.index($0)] }
        }
        let opaque = reader.opaque(image)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(image.width * image.height * 4)
        let isFinite = try reader.forEachPixel(of: image) { r, g, b, a in
            pixels.append(byte(r))
            pixels.append(byte(g))
            pixels.append(byte(b))
            pixels.append(UInt8(min(max(a / opaque, 0), 1) * 255 + 0.5))
        }
        guard isFinite else { return nil }
        width = image.width
        height = image.height
        self.pixels = pixels
    }
}

/// A picture in linear light with the primaries of sRGB, unclipped: Radiance HDR, OpenEXR, or any photo.
package struct LightImage: Sendable {
    package let width: Int
    package let height: Int
    /// Three floats a pixel, rows from the top.
    package let light: [Float]

    /// Decodes a file of any format that ``Photo`` reads.
    package init(contentsOf url: URL, limits: PhotoLimits) throws(ImageError) {
        self = try SampleReader.read(url, limits: limits) { reader, image throws(VipsFailure) in
            try Self(reader, image)
        }
    }

    private init?(_ reader: SampleReader, _ image: VipsImage) throws(VipsFailure) {
        let linear: (Float) -> Float
        switch image.format {
        case .unsigned8: linear = { SRGBTransfer.linear($0 / 255) }
        case .unsigned16: linear = { SRGBTransfer.linear($0 / 65535) }
        default: linear = { $0 }
        }
        var light: [Float] = []
        light.reserveCapacity(image.width * image.height * 3)
        let isFinite = try reader.forEachPixel(of: image) { r, g, b, _ in
            light.append(linear(r))
            light.append(linear(g))
            light.append(linear(b))
        }
        guard isFinite else { return nil }
        width = image.width
        height = image.height
        self.light = light
    }
}

extension SRGBTransfer {
    /// Linear light of an encoded value between 0 and 1.
    static func linear(_ encoded: Float) -> Float {
        encoded <= 0.04045 ? encoded / 12.92 : pow((encoded + 0.055) / 1.055, 2.4)
    }
}
