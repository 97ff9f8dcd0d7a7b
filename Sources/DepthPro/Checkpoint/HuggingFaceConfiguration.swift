internal import Foundation
internal import Torch

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

    /// What of `configuration` remains when it is written and read again.
    static func roundTrip(_ configuration: DepthProConfiguration) throws(DepthProError) -> DepthProConfiguration {
        let text = try modelText(configuration, type: "float32")
        do {
            let model = try JSONDecoder().decode(Model.self, from: Data(text.utf8))
            return try model.configuration(
                inputSize: Size(height: configuration.inputRows, width: configuration.inputColumns))
        } catch {
            throw error as? DepthProError
                ?? DepthProError(
                    .invalidConfiguration, "config.json cannot express the network: \(error)", cause: error)
        }
    }

    /// The files of a folder.
    static let fileNames = ["model.safetensors", "preprocessor_config.json", "config.json"]

    /// The longest text that is parsed; those in use have some 5 KB.
    private static let maximumCount = 1 << 20

    /// `nil` where there is no such file.
    private static func decode<Value: Decodable>(_ url: URL) throws(DepthProError) -> Value? {
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        let name = url.lastPathComponent
        var text = Data()
        do {
            // Mapped: refuses pipes and devices, which might never end.
            let file = try MappedFile(url)
            guard file.bytes.count <= maximumCount else {
                throw DepthProError(.invalidConfiguration, "\(name) is too long: \(file.bytes.count) bytes")
            }
            text = Data(file.bytes)
            return try JSONDecoder().decode(Value.self, from: text)
        } catch {
            throw error as? DepthProError
                ?? DepthProError(
                    .invalidConfiguration, "\(name) cannot be read: \(DepthProConfiguration.reason(error, in: text))",
                    cause: error)
        }
    }

    /// Of the image processor.
    private struct Processor: Decodable {
        let size: Size?
    }

    struct Size: Decodable {
        let height: Int
        let width: Int

        init(height: Int, width: Int) {
            self.height = height
            self.width = width
        }

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
