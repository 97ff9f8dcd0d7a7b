internal import Foundation

/// `config.json` of a `DepthProForDepthEstimation`, and back; values left out have the class's defaults.
enum HuggingFaceConfiguration {
    /// Reads the files beside the weights at `url`, or in it where it is a folder.
    static func read(beside url: URL) throws(DepthProError) -> DepthProConfiguration {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
        let folder = exists && isFolder.boolValue ? url : url.deletingLastPathComponent()
        guard let model: Model = try decode(folder.appendingPathComponent("config.json")) else {
            throw DepthProError(
                .invalidConfiguration,
                "uses Hugging Face's names, so config.json must be beside it, and is not: keep the folder together")
        }
        let processor: Processor? = try decode(folder.appendingPathComponent("preprocessor_config.json"))
        return try model.configuration(inputSize: processor?.size)
    }

    /// `nil` where there is no such file.
    private static func decode<Value: Decodable>(_ url: URL) throws(DepthProError) -> Value? {
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        do {
            return try JSONDecoder().decode(Value.self, from: Data(contentsOf: url))
        } catch {
            throw DepthProError(
                .invalidConfiguration,
                "\(url.lastPathComponent) cannot be read: \(DepthProConfiguration.reason(error))", cause: error)
        }
    }

    /// Of the image processor.
    private struct Processor: Decodable {
        let size: Size?
    }

    struct Size: Decodable {
        let height: Int
        let width: Int

        init(from decoder: any Decoder) throws {
            if let side = try? decoder.singleValueContainer().decode(Int.self) {
                (height, width) = (side, side)
                return
            }
            let container = try decoder.container(keyedBy: Keys.self)
            height = try container.decode(Int.self, forKey: .height)
            width = try container.decode(Int.self, forKey: .width)
        }

        private enum Keys: String, CodingKey { case height, width }
    }
}
