import ArgumentParser
import Foundation
import Images

/// A picture that a command writes: JPEG or PNG, as its name says.
enum PictureFile {
    private static let extensions = ["jpg", "jpeg", "png"]

    /// - Throws: `ValidationError` for another kind of file.
    static func check(_ path: String?) throws {
        guard let path else { return }
        guard extensions.contains(URL(fileURLWithPath: path).pathExtension.lowercased()) else {
            throw ValidationError("“\(path)” must end in .jpg or .png, the pictures that are written")
        }
    }

    static func write(_ image: RGBImage, to path: String) throws {
        let url = URL(fileURLWithPath: path)
        if url.pathExtension.lowercased() == "png" {
            try image.writePNG(to: url)
        } else {
            try image.writeJPEG(to: url, quality: 92)
        }
    }
}
