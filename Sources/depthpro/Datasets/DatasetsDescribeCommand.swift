internal import ArgumentParser
internal import Datasets

/// `depthpro datasets describe`.
struct DatasetsDescribeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe", abstract: "Says where a data set comes from, its terms and its folders.")

    @Argument(help: "The data set's name; see depthpro datasets list.")
    var name: String

    @Flag(help: "Print one JSON line.")
    var json = false

    func run() throws {
        let set = try DatasetCatalog.description(of: name)
        print(json ? try ModelsOutput.line(set) : text(set))
    }

    private func depth(of set: DatasetDescription) -> String {
        """
        Depth     \(set.traits.words)\(set.marksSky ? ", sky" : "")\(set.marksUnknown ? ", unknown pixels" : "")
        Farthest  \(set.farthest.map { "\($0)" } ?? "not bounded")
        """
    }

    private func text(_ set: DatasetDescription) -> String {
        let tree = set.tree.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
        return """
            \(set.title)
            \(set.content)

            Name      \(set.name)
            Homepage  \(set.homepage)
            Licence   \(set.licence)
            Purpose   \(set.purposeWords)
            \(set.subject == .depth ? depth(of: set) : "Subject   \(set.subjectWords)")
            Measured  \(set.evaluation?.words ?? "the paper says nothing of range and number")
            Parts     \(set.splits.isEmpty ? "none" : set.splits.joined(separator: ", "))

            Files, below the folder to give:
            \(tree)
            """
    }
}
