internal import ArgumentParser
internal import Datasets
internal import Foundation

/// `depthpro datasets check`.
struct DatasetsCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Checks a copy on disk, naming what is missing.",
        discussion: """
            Looks for every file of every sample, and reads some samples whole. Fails where anything is wrong.

            A list names the samples to look for, one a line: by id, by the path of a file, or by a folder that ids begin \
            with, such as a scene.
            """
    )

    @Argument(help: "The data set's name, or manifest, mattes or photos.")
    var name: String

    @Argument(help: "The folder that holds the copy.", completion: .directory)
    var folder: String

    @Option(help: ArgumentHelp("One part of the set, such as train.", valueName: "part"))
    var split: String?

    @Option(help: ArgumentHelp("A file of text that names samples.", valueName: "file"), completion: .file())
    var list: String?

    @Option(help: ArgumentHelp("How many samples to read whole.", valueName: "count"))
    var samples = 3

    @Flag(help: "Print one JSON line.")
    var json = false

    func validate() throws {
        guard samples >= 0 else { throw ValidationError("--samples wants a number of samples, not \(samples).") }
    }

    func run() throws {
        let check = try DatasetCatalog.check(
            name, at: URL(fileURLWithPath: folder, isDirectory: true), split: split,
            list: list.map { URL(fileURLWithPath: $0) }, sampleCount: samples)
        print(json ? try ModelsOutput.line(check) : text(check))
        if !check.isComplete { throw ExitCode.failure }
    }

    private func text(_ check: DatasetCheck) -> String {
        var lines = ["\(check.name): \(check.count) samples, \(check.fileCount) files, \(check.readCount) samples read"]
        let expected = try? DatasetCatalog.description(of: check.name).evaluation?.sampleCount
        if let expected, expected != check.count { lines.append("the paper measures with \(expected) images") }
        lines += check.missing.map { "missing: \($0.onOneLine)" }
        let unnamed = check.missingCount - check.missing.count
        if unnamed > 0 { lines.append("missing: \(unnamed) more") }
        lines += check.faults.map { "wrong: \($0.onOneLine)" }
        if check.isComplete { lines.append("complete") }
        return lines.joined(separator: "\n")
    }
}
