import ArgumentParser
import DepthFiles
import Foundation
import Images

/// `depthpro predict`: photos in, depth files out.
struct Predict: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Estimate the depth of photos and write it to files.",
        discussion: PredictHelp.discussion)

    @Argument(
        help: .init("Photos, folders, quoted patterns such as 'trip/*.jpg'; - reads a list from standard input."),
        completion: .file())
    var input: [String]

    @Option(
        name: .shortAndLong, help: .init("The folder to write to; made where it is missing.", valueName: "dir"),
        completion: .directory)
    var output = "depth"

    @Option(
        help: .init(
            "What to write, separated by commas: \(FormatList.names.joined(separator: ", ")).", valueName: "list"),
        completion: .list(FormatList.names), transform: FormatList.init(argument:))
    var format = FormatList.standard

    @OptionGroup(title: "Network")
    var network: NetworkArguments

    @OptionGroup(title: "Focal length")
    var focalLength: FocalLengthArguments

    @OptionGroup(title: "3D files")
    var geometry: GeometryArguments

    @Option(
        help: .init(
            """
            Whose edges depth gets where the photo is larger than the network's picture: the network's, stretched as in \
            the reference, or the photo's, found by its colours; auto: the photo's for networks that see less than \
            \(EdgeChoice.smallestSharpWidth) pixels.
            """,
            valueName: "whose"))
    var edges = EdgeChoice.auto

    @Flag(help: "Look at the mirrored photo as well and take the mean: a little better depth, in twice the time.")
    var mirror = false

    @Option(help: .init("Colours of the jpg; turbo unless given.", valueName: "name"))
    var colormap: ColorMap?

    @Flag(help: "Draw a scale in metres below the jpg.")
    var legend = false

    @Flag(name: .shortAndLong, help: "Look into folders within folders; the output has the same folders.")
    var recursive = false

    @Flag(help: "Skip photos all of whose files are there already.")
    var skipExisting = false

    @Flag(help: "After a failure go on with the next photo.")
    var keepGoing = false

    @Option(
        help: .init(
            "Photos in one pass through the network: more memory; a small network on a GPU is faster for it.",
            valueName: "n"))
    var batch = 1

    @Option(help: .init("Refuse photos with more pixels than this, before decoding them.", valueName: "n"))
    var maxPixels = PhotoLimits().maximumPixels

    @Flag(help: "Print one line of JSON per photo on standard output.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print nothing but failures.")
    var quiet = false

    func validate() throws {
        guard format.formats.contains(.jpg) || (colormap == nil && !legend) else {
            throw ValidationError(
                "--\(legend ? "legend" : "colormap") is about the jpg, which --format does not ask for")
        }
        guard geometry.given == nil || format.formats.contains(where: { $0.geometry != nil }) else {
            throw ValidationError("\(geometry.given ?? "") is about 3D files, which --format does not ask for")
        }
        guard (1...1024).contains(batch) else {
            throw ValidationError("--batch must be from 1 to 1024, and is \(batch)")
        }
        guard maxPixels > 0 else { throw ValidationError("--max-pixels must be positive, and is \(maxPixels)") }
        guard !output.isEmpty else { throw ValidationError("--output names nothing") }
    }

    func run() async throws {
        let output = URL(fileURLWithPath: output, isDirectory: true)
        try OutputPlan.requireWritable(output)
        let list = InputList(input, isRecursive: recursive, excluding: output)
        let plan = try OutputPlan(
            list.inputs, formats: format.formats, output: output,
            visualization: .init(colorMap: colormap ?? .turbo, hasLegend: legend),
            geometry: geometry.options, skipsExisting: skipExisting)
        var run = PredictRun(
            plan: plan, failures: list.failures,
            settings: .init(
                focalLength: focalLength.option, ignoresExif: focalLength.ignoresExif,
                limits: PhotoLimits(maximumPixels: maxPixels), keepsGoing: keepGoing,
                batch: batch, edges: edges, averagesMirrored: mirror),
            report: PredictReport(total: list.failures.count + plan.jobs.count, isQuiet: quiet, printsJSON: json))
        let status = try await run.run(openModel: network.openModel)
        if status != 0 { throw ExitCode(status) }
    }
}
