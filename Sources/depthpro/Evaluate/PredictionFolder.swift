import Evaluation
import Foundation
import Images

/// Predictions that some other program wrote, one file per image, named as the image.
struct PredictionFolder: PredictionSource {
    let facts: EvaluatedMethod
    let identity: String
    private let folder: URL
    private let scale: Double

    static let extensions = ["npz", "npy", "pfm", "exr", "tiff", "tif", "png"]

    /// - Parameter scale: Steps per metre of 16-bit PNG files.
    init(_ argument: PredictionsArgument, scale: Double) throws {
        facts = EvaluatedMethod(name: argument.name)
        folder = argument.folder
        self.scale = scale
        identity = "\(folder.standardizedFileURL.path), scale \(scale)"
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder), isFolder.boolValue else {
            throw CommandFailure("--predictions \(facts.name)=\(folder.relativePath): there is no such folder.")
        }
    }

    func prediction(of image: String, in dataset: String, _ item: EvaluationCase) async throws -> Prediction {
        guard let file = file(of: image, in: dataset) else {
            throw CommandFailure(
                "no prediction: \(folder.relativePath) has neither \(dataset)/\(image) nor \(image) as "
                    + "\(Self.extensions.joined(separator: ", "))")
        }
        return Prediction(
            depth: try RasterFile.depth(at: file.relativePath, scale: scale),
            focalLength: try RasterFile.focalLength(at: file))
    }

    /// The most specific of the names that a file may have.
    private func file(of image: String, in dataset: String) -> URL? {
        // A name from a manifest must not lead out of the folder.
        guard !image.split(separator: "/").contains("..") else { return nil }
        let plain = (image as NSString).lastPathComponent
        let stem = (plain as NSString).deletingPathExtension
        for name in ["\(dataset)/\(image)", image, "\(dataset)/\(plain)", plain, "\(dataset)/\(stem)", stem] {
            for suffix in Self.extensions {
                let url = folder.appending(path: "\(name).\(suffix)")
                if FileManager.default.fileExists(atPath: url.path) { return url }
            }
        }
        return nil
    }
}
