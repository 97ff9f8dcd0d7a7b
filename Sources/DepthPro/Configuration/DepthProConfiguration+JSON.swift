internal import Foundation
internal import Torch

extension DepthProConfiguration {
    /// Where our safetensors keep the configuration, as JSON.
    package static let metadataKey = "depthpro.configuration"

    /// The longest text that is parsed; those in use have some 2 KB.
    private static let maximumCount = 1 << 20

    /// The configuration as our safetensors keep it.
    init(json: String) throws(DepthProError) {
        guard json.utf8.count <= Self.maximumCount else {
            throw DepthProError(
                .invalidConfiguration, "the configuration in its metadata is too long: \(json.utf8.count) bytes")
        }
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(json.utf8))
        } catch {
            throw DepthProError(
                .invalidConfiguration,
                "the configuration in its metadata cannot be read: \(Self.reason(error, in: Data(json.utf8)))",
                cause: error)
        }
    }

    /// The configuration as our safetensors keep it.
    package func json() throws(DepthProError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        do {
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        } catch {
            throw DepthProError(.invalidConfiguration, "The configuration cannot be written: \(error)", cause: error)
        }
    }

    /// An error of decoding `text` in a few words.
    static func reason(_ error: any Error, in text: Data) -> String {
        switch error {
        case let error as FileFormatError: error.reason
        case DecodingError.keyNotFound(let key, let context): "“\(path(context.codingPath + [key]))” is missing"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            context.codingPath.isEmpty
                ? "it is no JSON object" : "“\(path(context.codingPath))” has the wrong type"
        case DecodingError.dataCorrupted(let context):
            if !context.codingPath.isEmpty {
                "“\(path(context.codingPath))” has an impossible value"
            } else if (try? JSONSerialization.jsonObject(with: text)) != nil {
                // The decoder says the same of broken text and of numbers that do not fit.
                "it holds a number out of range, or a fraction where a whole number belongs"
            } else {
                "it is not valid JSON"
            }
        default: FileFormatError.printable("\(error)")
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        FileFormatError.printable(keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: "."))
    }
}
