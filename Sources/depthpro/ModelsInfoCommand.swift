internal import ArgumentParser
internal import DepthPro
internal import Foundation
internal import Torch

/// `depthpro models info`.
struct ModelsInfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Describes a model: layout, configuration, parameters, types, size, licence.")

    @Argument(help: "The model's name, or the path of a checkpoint.")
    var model: String

    @Flag(help: "Compute the SHA-256, which reads the whole file.")
    var sha256 = false

    @Flag(help: "Print one JSON line.")
    var json = false

    private struct Description: Encodable {
        let name: String
        let path: String
        let layout: String
        let bytes: Int
        let tensors: Int
        let parameters: Int
        let types: [String: Int]
        let sha256: String?
        let licence: String?
        let metadata: [String: String]
        let configuration: DepthProConfiguration
    }

    func run() throws {
        let found = try ModelStore().find(model)
        let checkpoint = try Checkpoint(contentsOf: found.url)
        let types = Dictionary(uniqueKeysWithValues: checkpoint.scalarTypes.map { ($0.rawValue, $1) })
        var digests: [String] = []
        if sha256 { digests = try checkpoint.archive.files.map { try FileDigest.sha256(of: $0) } }
        let description = Description(
            name: found.name, path: found.url.path, layout: checkpoint.layout.rawValue, bytes: found.byteCount,
            tensors: checkpoint.archive.names.count, parameters: checkpoint.parameterCount, types: types,
            sha256: digests.isEmpty ? nil : digests.joined(separator: ", "), licence: found.known?.licence,
            metadata: checkpoint.archive.metadata.filter { $0.key != DepthProConfiguration.metadataKey },
            configuration: checkpoint.configuration)
        print(json ? try ModelsOutput.line(description) : try text(description))
    }

    private func text(_ description: Description) throws -> String {
        let types = description.types.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }
        var lines = [
            "Name            \(description.name)", "Path            \(description.path)",
            "Layout          \(description.layout)", "Size            \(ModelsOutput.size(description.bytes))",
            "Tensors         \(description.tensors): \(types.joined(separator: ", "))",
            "Parameters      \(description.parameters)",
        ]
        if let sha256 = description.sha256 { lines.append("SHA-256         \(sha256)") }
        if let licence = description.licence { lines.append("Licence         \(licence)") }
        for (key, value) in description.metadata.sorted(by: { $0.key < $1.key }) {
            lines.append("Metadata        \(ModelsOutput.printable("\(key): \(value)"))")
        }
        lines.append("Configuration   \(try ModelsOutput.text(description.configuration))")
        return lines.joined(separator: "\n")
    }
}
