internal import ArgumentParser
internal import Datasets

/// `depthpro datasets list`.
struct DatasetsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the data sets that can be read.",
        discussion: "Columns: name, what it tells, what it is for, how the paper measures with it, licence, content."
    )

    @Option(help: "Only sets for this: training or evaluation.")
    var purpose: DatasetPurpose?

    @Option(help: "Only sets that tell this: depth, mattes or focal-length.")
    var subject: DatasetSubject?

    @Flag(help: "Print one JSON line per data set.")
    var json = false

    func run() throws {
        for set in DatasetCatalog.all where isWanted(set) {
            print(json ? try ModelsOutput.line(set) : text(set))
        }
        if !json { ModelsOutput.note("Anything else: depthpro help datasets, about manifests.") }
    }

    private func isWanted(_ set: DatasetDescription) -> Bool {
        (purpose.map(set.purpose.includes) ?? true) && (subject ?? set.subject) == set.subject
    }

    private func text(_ set: DatasetDescription) -> String {
        [
            set.name, set.subject == .depth ? "depth: \(set.traits.words)" : set.subjectWords, set.purposeWords,
            set.evaluation?.words ?? "–", set.licence, set.content,
        ].joined(separator: "\t")
    }
}
