internal import ArgumentParser
internal import Datasets

/// `depthpro datasets list`.
struct DatasetsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the data sets that can be read.")

    @Flag(help: "Print one JSON line per data set.")
    var json = false

    func run() throws {
        for set in DatasetCatalog.all {
            print(json ? try ModelsOutput.line(set) : text(set))
        }
        if !json { ModelsOutput.note("Anything else: depthpro help datasets, about manifests.") }
    }

    private func text(_ set: DatasetDescription) -> String {
        [set.name, set.traits.words, set.licence, set.content].joined(separator: "\t")
    }
}

extension DatasetTraits {
    /// The traits as people say them.
    var words: String { "\(isSynthetic ? "synthetic" : "real"), \(isMetric ? "metric" : "relative")" }
}
