package import Foundation
package import Images
internal import TensorFiles

/// Reads the files of samples; every error names the file.
package enum SampleFile {
    /// A picture as upright 8-bit sRGB.
    package static func image(_ url: URL) throws(DatasetError) -> RGBImage {
        if url.pathExtension.lowercased() == "bmp" { return try Bitmap.decode(data(url), name: url.relativePath) }
        do throws(ImageError) {
            return try Photo(contentsOf: url).image
        } catch {
            throw DatasetError(image: error)
        }
    }

    /// The focal length that a photograph's EXIF records, if it does.
    package static func focalLength(_ url: URL) throws(DatasetError) -> FocalLength? {
        do throws(ImageError) {
            return try PhotoHeader(contentsOf: url).focalLength
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
    /// - Parameter channel: The channel of an OpenEXR file, the array of an NPZ file, the data set of an HDF5 file; `nil`
    ///   where there is one only, in HDF5 for `dataset`.
    package static func raster(_ url: URL, channel: String? = nil) throws(DatasetError) -> FloatRaster {
        switch url.pathExtension.lowercased() {
        case "npy", "npz": return try NumPyFile.array(channel, in: url).raster(name: url.relativePath)
        case "h5", "hdf5": return try HDF5File.array(channel ?? "dataset", in: url).raster(name: url.relativePath)
        default: break
        }
        do throws(ImageError) {
            switch url.pathExtension.lowercased() {
            case "png": return try FloatRaster.readPNG16(url, scale: 1)
            case "pfm": return try FloatRaster.readPFM(url)
            case "exr": return try FloatRaster.readOpenEXR(url, channel: channel)
            case "tif", "tiff": return try FloatRaster.readTIFF(url)
            default:
                throw ImageError(
                    .unsupported,
                    "\(url.relativePath) is no depth file: PNG, PFM, EXR, TIFF, NPY, NPZ and HDF5 are read.")
            }
        } catch {
            throw DatasetError(image: error)
        }
    }

    /// The first of the channels that an OpenEXR file has; `nil` stands for its `Z`, its `Y` or its only one.
    package static func raster(_ url: URL, anyOf channels: [String?]) throws(DatasetError) -> FloatRaster {
        var failure: DatasetError?
        for channel in channels {
            do throws(DatasetError) {
                return try raster(url, channel: channel)
            } catch {
                guard (error.cause as? ImageError)?.code == .unsupported else { throw error }
                failure = failure ?? error
            }
        }
        throw failure ?? DatasetError(.malformed, "\(url.relativePath) has no channels.")
    }

    /// A grey PNG of 16 or 8 bits, its values as they are.
    package static func greyPNG(_ url: URL) throws(DatasetError) -> FloatRaster {
        do throws(ImageError) {
            return try FloatRaster.readPNG16(url, scale: 1)
        } catch {
            guard error.code == .unsupported else { throw DatasetError(image: error) }
            return try labels(url)
        }
    }

    /// One channel of a picture of labels or masks, 8 bits a pixel.
    ///
    /// - Parameter channel: 0 for red, 1 for green, 2 for blue; the same where the picture is grey.
    package static func labels(_ url: URL, channel: Int = 0) throws(DatasetError) -> FloatRaster {
        let image = try image(url)
        let values = stride(from: channel, to: image.pixels.count, by: 3).map { Float(image.pixels[$0]) }
        return FloatRaster(width: image.width, height: image.height, values: values)
    }

    /// How many bytes a file has.
    package static func size(_ url: URL) throws(DatasetError) -> Int { try data(url).count }

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

    /// The numbers in a file of text, whatever stands between them.
    package static func numbers(_ url: URL) throws(DatasetError) -> [Double] {
        try text(url).split(whereSeparator: { $0.isWhitespace || $0 == "," }).compactMap { Double($0) }
    }

    /// A row-major matrix in a file of text that holds nothing else.
    package static func matrix(_ url: URL, rows: Int, columns: Int) throws(DatasetError) -> [Double] {
        let numbers = try numbers(url)
        guard numbers.count == rows * columns else {
            throw DatasetError(
                .malformed, "\(url.relativePath) has \(numbers.count) numbers, not a \(rows)×\(columns) matrix.")
        }
        return numbers
    }

    /// A file of JSON.
    package static func json<Value: Decodable>(_ type: Value.Type, _ url: URL) throws(DatasetError) -> Value {
        try decode(type, try data(url), url)
    }

    /// A gzipped file of JSON.
    package static func gzippedJSON<Value: Decodable>(_ type: Value.Type, _ url: URL) throws(DatasetError) -> Value {
        let packed = try data(url)
        guard let data = Gzip.inflate(packed, limit: 1 << 32) else {
            throw DatasetError(.malformed, "\(url.relativePath) is no gzip file, or a damaged one.")
        }
        return try decode(type, data, url)
    }

    private static func decode<Value: Decodable>(
        _ type: Value.Type, _ data: Data, _ url: URL
    ) throws(DatasetError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            throw DatasetError(
                .malformed, "\(url.relativePath) is not the JSON that is expected: \(error.field).", cause: error)
        }
    }

    /// The columns `names` of a table whose first line names its columns.
    package static func table(
        _ url: URL, columns names: [String], separator: Character = ","
    ) throws(DatasetError) -> [[String]] {
        let lines = try text(url).split(whereSeparator: \.isNewline)
        let header = (lines.first ?? "").split(separator: separator, omittingEmptySubsequences: false)
        var columns: [Int] = []
        for name in names {
            guard let column = header.firstIndex(where: { $0.trimmed == name }) else {
                throw DatasetError(.malformed, "\(url.relativePath) has no column “\(name)”.")
            }
            columns.append(column)
        }
        return lines.dropFirst().compactMap { line in
            let cells = line.split(separator: separator, omittingEmptySubsequences: false)
            guard cells.count >= header.count else { return nil }
            return columns.map { cells[$0].trimmed }
        }
    }
}

extension Substring {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}

extension Error {
    /// Which field of a JSON file is at fault.
    package var field: String {
        switch self as? DecodingError {
        case .keyNotFound(let key, _): "it has no “\(key.stringValue.printable)”"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "its “\(context.codingPath.last?.stringValue.printable ?? "contents")” is of the wrong type"
        default: "it is no JSON object"
        }
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
