internal import ArgumentParser
internal import DepthPro
internal import Foundation

/// `depthpro models verify`.
struct ModelsVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Compares the SHA-256 of models with the published one.",
        discussion: "Fails where a file differs. For files that nobody published it prints the SHA-256.")

    @Argument(help: "The models' names, or paths of checkpoints.")
    var models: [String]

    @Flag(help: "Print one JSON line per model.")
    var json = false

    private struct Outcome: Encodable {
        let name: String
        let path: String
        let result: String
        let sha256: String?
    }

    func run() throws {
        let store = ModelStore()
        var isGood = true
        for name in models {
            let model = try store.find(name)
            let progress = ModelsProgress("Reading \(model.name)")
            let result = try store.verify(model) { progress.show($0, of: $1) }
            progress.finish()
            if case .differs = result { isGood = false }
            print(json ? try ModelsOutput.line(outcome(model, result)) : text(model, result))
        }
        if !isGood { throw ExitCode.failure }
    }

    private func outcome(_ model: InstalledModel, _ result: ModelStore.Verification) -> Outcome {
        let (word, digest) =
            switch result {
            case .matches: ("matches", model.known?.sha256)
            case .differs(let digest): ("differs", digest)
            case .unknown(let digest): ("unknown", digest)
            }
        return Outcome(name: model.name, path: model.url.path, result: word, sha256: digest)
    }

    private func text(_ model: InstalledModel, _ result: ModelStore.Verification) -> String {
        switch result {
        case .matches: "\(model.url.path): is the published file"
        case .differs(let digest):
            "\(model.url.path): differs from the published file: its SHA-256 is \(digest) instead of "
                + "\(model.known?.sha256 ?? "")"
        case .unknown(let digest): "\(model.url.path): SHA-256 \(digest); there is no published one to compare with"
        }
    }
}
