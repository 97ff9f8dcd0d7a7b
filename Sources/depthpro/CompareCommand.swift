public import ArgumentParser
public import Evaluation
internal import Foundation
internal import Images

/// `depthpro compare`.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Scores a depth map against the true one.",
        discussion: """
            Reads NPY, NPZ (the array “depth”), PFM, EXR, TIFF (floats), PNG (16-bit grey, see --scale), and photos \
            that carry depth (JPEG, HEIC). A telephone's disparity is right up to a factor and an offset only: compare \
            with it after --align affine-inverse. A prediction \
            of another size is brought to the target's bilinearly. Pixels count where the target is finite, above zero \
            and from --min to --max; boundaries, as in the paper's reference, everywhere unless --ignore-invalid.

            delta1, delta2, delta3 are shares from 0 to 1; rmse is in metres; si_log is times 100; the others have no \
            unit. With --json: one line of JSON.
            """)

    @Argument(help: "The depth map to score.")
    var prediction: String

    @Argument(help: "The true depth map, in metres.")
    var target: String

    @Option(
        help: ArgumentHelp(
            "Also the recall of a matte's boundaries: a grey picture or floats (NPZ: the array “mask”).",
            valueName: "file"))
    var mask: String?

    @Option(help: "Align the prediction first: \(Alignment.allCases.map(\.rawValue).joined(separator: ", ")).")
    var align = Alignment.none

    @Option(help: ArgumentHelp("The smallest true depth that counts, in metres.", valueName: "m"))
    var min = 0.0

    @Option(help: ArgumentHelp("The largest true depth that counts, in metres.", valueName: "m"))
    var max: Double?

    @Option(help: "Steps per metre in 16-bit PNG files.")
    var scale = 1000.0

    @Flag(help: "Leave out boundaries that touch a pixel without valid depth.")
    var ignoreInvalid = false

    @Flag(help: "Print one JSON line.")
    var json = false

    func validate() throws {
        guard min >= 0, min.isFinite else { throw ValidationError("--min is a depth in metres, not \(min).") }
        if let max, !(max > min) { throw ValidationError("--max must be greater than --min.") }
        guard Float(scale) > 0, Float(scale).isFinite else {
            throw ValidationError("--scale is a number of steps above zero, not \(scale).")
        }
    }

    func run() throws {
        let predicted = try RasterFile.depth(at: prediction, scale: scale)
        let actual = try RasterFile.depth(at: target, scale: scale)
        let matte = try mask.map { try RasterFile.matte(at: $0) }
        let range = ValidRange(minimum: min, maximum: max ?? .infinity)
        guard actual.values.contains(where: range.contains) else {
            throw CommandFailure(
                "\(target) has no depth that is finite, above zero and within the range; nothing can be scored.")
        }
        guard
            let scores = PairScores(
                prediction: predicted, target: actual, range: range, alignment: align, matte: matte,
                ignoringInvalid: ignoreInvalid)
        else {
            throw CommandFailure(
                "\(prediction) has no finite depth above zero where \(target) has one; nothing can be scored.")
        }
        if scores.invalidPredictionCount > 0 {
            let count = scores.invalidPredictionCount
            StandardError.write(
                "depthpro: \(prediction.onOneLine): \(count) pixels without a valid depth were left out.\n")
        }
        let report = CompareReport(scores)
        print(json ? try ModelsOutput.line(report) : report.table)
    }
}

extension Alignment: ExpressibleByArgument {}
