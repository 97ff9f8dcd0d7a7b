internal import ArgumentParser
internal import DepthPro
internal import Foundation

/// `depthpro models list`.
struct ModelsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the models on this machine, and those that can be fetched.")

    @Flag(help: "Print one JSON line per model.")
    var json = false

    /// One line of the list.
    private struct Entry: Encodable {
        let name: String
        let installed: Bool
        let path: String?
        let bytes: Int?
        let summary: String?
        let fetchable: Bool
    }

    func run() throws {
        let store = ModelStore()
        let installed = store.installed()
        var entries = installed.map { model in
            Entry(
                name: model.name, installed: true, path: model.url.path, bytes: model.byteCount,
                summary: model.known?.summary, fetchable: model.known?.source != nil)
        }
        entries += store.knownModels.filter { known in !installed.contains { $0.name == known.name } }.map { known in
            Entry(
                name: known.name, installed: false, path: nil, bytes: known.byteCount, summary: known.summary,
                fetchable: known.source != nil)
        }
        for entry in entries { print(json ? try ModelsOutput.line(entry) : text(entry)) }
        if !json { ModelsOutput.note("Models folder: \(store.folder.path)") }
    }

    private func text(_ entry: Entry) -> String {
        let state = entry.path ?? "not installed\(entry.fetchable ? ": depthpro models fetch \(entry.name)" : "")"
        return [entry.name, entry.bytes.map(ModelsOutput.size) ?? "-", state, entry.summary ?? "-"]
            .joined(separator: "\t")
    }
}
