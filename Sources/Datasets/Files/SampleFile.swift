package import Foundation
package import Images

/// Reads the files of samples; every error names the file.
package enum SampleFile {
    /// A picture as upright 8-bit sRGB.
    package static func image(_ url: URL) throws(DatasetError) -> RGBImage {
        do throws(ImageError) {
            return try Photo(contentsOf: url).image
        } catch {
            throw DatasetError(image: error)
        }
    }

    /// A greyscale matte of the given size, 0 to 1.
    package static func matte(_ url: URL, width: Int, height: Int) throws(DatasetError) -> FloatRaster {
        let image = try image(url)
        guard image.width == width, image.height == height else {
            throw DatasetError(
                .malformed, "\(url.relativePath) is \(image.width)×\(image.height), its image \(width)×\(height).")
        }
        let values = stride(from: 0, to: image.pixels.count, by: 3).map { Float(image.pixels[$0]) / 255 }
        return FloatRaster(width: width, height: height, values: values)
    }

    /// The values of a one-channel raster as the file has them, whatever they mean.
    ///
    /// - Parameter channel: The channel of an OpenEXR file or the array of an NPZ file; `nil` where there is one only.
    package static func raster(_ url: URL, channel: String? = nil) throws(DatasetError) -> FloatRaster {
        do throws(ImageError) {
            switch url.pathExtension.lowercased() {
            case "png": return try FloatRaster.readPNG16(url, scale: 1)
            case "pfm": return try FloatRaster.readPFM(url)
            case "exr": return try FloatRaster.readOpenEXR(url, channel: channel)
            case "tif", "tiff": return try FloatRaster.readTIFF(url)
            default:
                throw ImageError(
                    .unsupported, "\(url.relativePath) is no depth file: PNG, PFM, EXR, TIFF, NPY and NPZ are read.")
            }
        } catch {
            throw DatasetError(image: error)
        }
    }

    /// All bytes of a file.
    package static func data(_ url: URL) throws(DatasetError) -> Data {
        do throws(ImageError) {
            return try RegularFile.contents(of: url)
        } catch {
            throw DatasetError(image: error)
        }
    }

    /// A file of text.
    package static func text(_ url: URL) throws(DatasetError) -> String {
        guard let text = String(validating: try data(url), as: UTF8.self) else {
            throw DatasetError(.malformed, "\(url.relativePath) is no text.")
        }
        return text
    }
}

extension DatasetError {
    /// An image's error, whose message already names the file.
    package init(image error: ImageError) {
        let code: Code =
            switch error.code {
            case .fileNotFound: .missing
            case .missingLibrary: .libraryMissing
            case .unwritable: .unwritable
            default: .malformed
            }
        self.init(code, error.message, cause: error)
    }
}
