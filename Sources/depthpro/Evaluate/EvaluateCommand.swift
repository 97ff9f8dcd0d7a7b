import ArgumentParser
import Datasets
import DepthPro
import Evaluation
import Foundation
import Images

/// `depthpro evaluate`.
struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Scores networks and other methods' predictions on whole data sets.",
        discussion: """
            Data sets are named with their kind and folder (depthpro datasets list has the kinds; manifest:DIR is a \
            folder with manifest.jsonl, mattes:DIR one with pictures and mattes, photos:DIR photos with EXIF). \
            Predictions of other programs are files named as the images, in a folder; npz, npy, pfm, exr, tiff and png \
            are read. Metrics are means over images with 95 % bootstrap intervals.

              depthpro evaluate --dataset manifest:data/depth --model small --align none --align median
              depthpro evaluate --dataset sintel:/data/sintel --predictions mine=out/ --report report.html

            A run that was stopped goes on where it was when the same command is given again. It ends with status 1 \
            when an image could not be scored.
            """)

    @Option(name: .long, help: .init("What to score on; repeat for more.", valueName: "kind[@part]:path"))
    var dataset: [DatasetArgument]

    @OptionGroup(title: "Network")
    var network: NetworkArguments

    @Option(help: .init("A folder of another method's predictions; repeat for more.", valueName: "name=dir"))
    var predictions: [PredictionsArgument] = []

    @Option(
        help: """
            Bring predictions to the truth first: \(Alignment.allCases.map(\.rawValue).joined(separator: ", ")); repeat \
            for more tables. none unless given.
            """)
    var align: [Alignment] = []

    @Option(help: "A depth that is guessed for every pixel, as the method “constant” to compare with.")
    var constant: Double?

    @Option(
        help: .init(
            """
            Depth in metres at the lower and the upper edge of every image, growing by equal factors between, as the \
            method “slope”: who does not beat it has not looked.
            """, valueName: "near:far"), transform: SlopePrediction.Argument.init)
    var slope: SlopePrediction.Argument?

    @Option(
        help: .init(
            "Whose focal length turns the network's output into metres: estimated by it, or known by the data set.",
            valueName: "whose"))
    var focalLength = NetworkPredictions.FocalLengthChoice.estimated

    @Option(
        help: .init(
            "Score the network's depth as it comes, or with the photo's edges; auto: as predict does.",
            valueName: "whose"))
    var edges = EdgeChoice.auto

    @Flag(help: "Let the network see the mirrored image as well and score the mean, as predict --mirror does.")
    var mirror = false

    @Option(help: .init("Score so many images of each data set, spread over it.", valueName: "n"))
    var limit: Int?

    @Option(help: .init("A file that names the images to score, one a line.", valueName: "file"))
    var list: String?

    @Option(
        help: .init(
            "A file that names images to leave out, one a line: those that a network was trained on, say.",
            valueName: "file"))
    var except: String?

    @Option(help: ArgumentHelp("The smallest true depth that counts; unless given, the data set's.", valueName: "m"))
    var min: Double?

    @Option(help: ArgumentHelp("The largest true depth that counts; unless given, the data set's.", valueName: "m"))
    var max: Double?

    @Option(help: "Steps per metre in predictions' 16-bit PNG files.")
    var scale = 1000.0

    @Flag(help: "Leave out boundaries that touch a pixel without valid depth.")
    var ignoreInvalid = false

    @Flag(help: "Compare point clouds as well: Chamfer distance, F-score and IoU at 0.1 m.")
    var pointClouds = false

    @Option(help: .init("Write means and intervals as JSON.", valueName: "file"))
    var json: String?

    @Option(help: .init("Write every image's scores as a table.", valueName: "file"))
    var csv: String?

    @Option(help: .init("Write tables, charts and pictures as one HTML page.", valueName: "file"))
    var report: String?

    @Option(help: .init("Images shown in the report: so many of the best and of the worst.", valueName: "n"))
    var pictures = 2

    @Option(
        help: .init(
            "Keep rows here while they come; unless given, beside the first output, or nowhere.", valueName: "file"))
    var rows: String?

    @Flag(help: "Throw away the rows of an earlier run.")
    var restart = false

    @Option(help: .init("Images in work at once; unless given, one per core.", valueName: "n"))
    var jobs: Int?

    @Flag(name: .shortAndLong, help: "Show no progress.")
    var quiet = false

    func validate() throws {
        guard !dataset.isEmpty else { throw ValidationError("Name a data set: --dataset KIND:PATH.") }
        guard limit ?? 1 > 0, jobs ?? 1 > 0, pictures >= 0 else {
            throw ValidationError("--limit and --jobs must be 1 or more, --pictures not below 0.")
        }
        guard (min ?? 0) >= 0, (min ?? 0).isFinite, max ?? .infinity > min ?? 0 else {
            throw ValidationError("--min and --max are depths in metres, from small to large.")
        }
        guard Float(scale) > 0, Float(scale).isFinite else {
            throw ValidationError("--scale is a number of steps above zero, not \(scale).")
        }
        guard !mirror || scoresNetwork else {
            throw ValidationError("--mirror is about a network, and none is scored: add --model.")
        }
        if let constant, !(constant > 0 && constant.isFinite) {
            throw ValidationError("--constant is a depth in metres, not \(constant).")
        }
    }

    func run() async throws {
        Interruption.install()
        let alignments = align.isEmpty ? [Alignment.none] : align.uniqued()
        let sources = try opened()
        let methods = try methods()
        let run = EvaluationRun(
            sources: sources, methods: methods, alignments: alignments, ignoresInvalid: ignoreInvalid,
            comparesClouds: pointClouds, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount,
            file: try rowFile(sources, methods, alignments), isQuiet: quiet)
        guard let rows = try await run() else {
            StandardError.write("depthpro: stopped; the same command goes on from here\n")
            throw ExitCode(Interruption.exitStatus ?? 1)
        }
        let results = EvaluationResults(
            datasets: sources.map(\.facts), methods: methods.map(\.facts), alignments: alignments, rows: rows)
        try await EvaluationOutput(json: json, csv: csv, report: report, shown: pictures).write(
            results, sources, methods)
        let failures = Set(results.failures.map { "\($0.dataset)\u{0}\($0.image)\u{0}\($0.method)" }).count
        if failures > 0 {
            throw CommandFailure("\(failures) predictions could not be scored; the others are.")
        }
    }

    /// Whether a network is among the methods: unless only other predictions are asked for.
    private var scoresNetwork: Bool {
        network.model != nil || predictions.isEmpty && constant == nil && slope == nil
    }

    /// The network, unless only other predictions are asked for, and those.
    private func methods() throws -> [any PredictionSource] {
        var methods: [any PredictionSource] = []
        if scoresNetwork {
            methods.append(
                NetworkPredictions(
                    try network.openModel(), focalLength: focalLength, edges: edges, averagesMirrored: mirror))
        }
        methods += try predictions.map { try PredictionFolder($0, scale: scale) }
        if let constant { methods.append(ConstantPrediction(depth: constant)) }
        if let slope { methods.append(SlopePrediction(slope)) }
        var names: Set<String> = []
        for name in methods.map(\.facts.name) where !names.insert(name).inserted {
            throw CommandFailure("Two methods are called \(name); name the predictions otherwise.")
        }
        return methods
    }

    /// The data sets under names of their own.
    private func opened() throws -> [EvaluationSource] {
        var names: Set<String> = []
        let unwanted = try unwanted()
        return try dataset.map { argument in
            var name = argument.name
            var number = 2
            while !names.insert(name).inserted {
                name = "\(argument.name)-\(number)"
                number += 1
            }
            return try EvaluationSource(
                argument, name: name, limit: limit, minimum: min, maximum: max,
                list: list.map { URL(fileURLWithPath: $0) }, unwanted: unwanted)
        }
    }

    private func unwanted() throws -> Set<String> {
        guard let except else { return [] }
        guard let text = try? String(contentsOf: URL(fileURLWithPath: except), encoding: .utf8) else {
            throw CommandFailure("--except \(except): there is no such file of text.")
        }
        return Set(text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) })
    }

    private func rowFile(
        _ sources: [EvaluationSource], _ methods: [any PredictionSource], _ alignments: [Alignment]
    ) throws -> RowFile? {
        guard let path = rows ?? [report, csv, json].compactMap(\.self).first.map({ "\($0).rows.jsonl" }) else {
            return nil
        }
        let options =
            alignments.map(\.rawValue).joined(separator: ", ") + (ignoreInvalid ? ", invalid pixels ignored" : "")
            + (pointClouds ? ", point clouds" : "")
        return try RowFile(
            URL(fileURLWithPath: path),
            settings: .init(
                options: options,
                datasets: Dictionary(uniqueKeysWithValues: sources.map { ($0.facts.name, $0.identity) }),
                methods: Dictionary(uniqueKeysWithValues: methods.map { ($0.facts.name, $0.identity) })),
            restarts: restart)
    }
}

extension [Alignment] {
    fileprivate func uniqued() -> [Alignment] { Alignment.allCases.filter(contains) }
}

extension NetworkPredictions.FocalLengthChoice: ExpressibleByArgument {}
