internal import Foundation

extension DepthProConfiguration {
    /// Where our safetensors keep the configuration, as JSON.
    static let metadataKey = "depthpro.configuration"

    /// The configuration as our safetensors keep it.
    init(json: String) throws(DepthProError) {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(json.utf8))
        } catch {
            throw DepthProError(
                .invalidConfiguration, "the configuration in its metadata cannot be read: \(Self.reason(error))",
                cause: error)
        }
    }

    /// The configuration as our safetensors keep it.
    func json() throws(DepthProError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        do {
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        } catch {
            throw DepthProError(.invalidConfiguration, "The configuration cannot be written: \(error)", cause: error)
        }
    }

    /// A decoding error in a few words.
    static func reason(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, _): "“\(key.stringValue)” is missing"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "“\(context.codingPath.map(\.stringValue).joined(separator: "."))” has the wrong type"
        case DecodingError.dataCorrupted: "it is not valid JSON"
        default: "\(error)"
        }
    }
}
