internal import ArgumentParser
internal import DepthPro
internal import Foundation

/// `depthpro models fetch`.
struct ModelsFetchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch", abstract: "Downloads a model into the models folder and checks it.",
        discussion: "An interrupted download goes on where it ended when the command is given again.")

    @Argument(help: "The model's name; see depthpro models list.")
    var model: String

    @Option(help: ArgumentHelp("Fetch the same file from another address.", valueName: "address"))
    var url: String?

    @Flag(help: "Print one JSON line.")
    var json = false

    private struct Outcome: Encodable {
        let name: String
        let path: String
        let bytes: Int
        let sha256: String?
    }

    func validate() throws {
        guard let url else { return }
        guard let address = URL(string: url), ["http", "https"].contains(address.scheme?.lowercased()) else {
            throw ValidationError("--url wants an http or https address, not “\(url)”.")
        }
    }

    func run() throws {
        let store = ModelStore()
        let known = store.known(model)
        if let known { ModelsOutput.note("\(known.name): \(known.licence)") }
        let progress = ModelsProgress("Fetching \(model)")
        let file = try store.fetch(model, from: url.flatMap { URL(string: $0) }) { progress.show($0, of: $1) }
        progress.finish()
        let outcome = Outcome(name: model, path: file.path, bytes: file.byteCount, sha256: known?.sha256)
        print(json ? try ModelsOutput.line(outcome) : "\(file.path): complete, \(ModelsOutput.size(outcome.bytes))")
    }
}
