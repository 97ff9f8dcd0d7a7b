public import ArgumentParser
public import DepthPro
internal import Foundation
internal import Torch

/// `depthpro convert`.
struct ConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Converts a checkpoint between layouts and number types, or the depth that a photo carries.",
        discussion: """
            Reads Apple's depth_pro.pt, a Hugging Face folder or safetensors, and writes the layout that the output's \
            name asks for: NAME.safetensors (this package's own, with the configuration inside), NAME.pt (Apple's), or \
            a folder (Hugging Face's). Numbers stay as they are unless --precision says otherwise; numbers that do not \
            fit are refused.

            A photo that carries depth (a portrait of an iPhone in HEIC or JPEG, a JPEG with Google's GDepth) is written \
            as any format of “depthpro predict”, which the output's name tells: portrait.exr, portrait.glb, \
            portrait.jpg (a picture of the depth), portrait.gdepth.jpg, portrait.depth.heic.

              depthpro convert depth_pro.pt depth_pro.safetensors --precision float16
              depthpro convert portrait.heic portrait.jpg
              depthpro convert portrait.heic portrait.usdz --align-to depth/portrait.npz

            Telephones mark most disparity as relative: right up to a factor and an offset. It is written as such; \
            formats in metres need --align-to.
            """)

    @Argument(help: "The model's name, or the path of a checkpoint.")
    var input: String

    @Argument(help: "The file or folder to write.")
    var output: String

    @Option(help: "safetensors, apple or huggingface; by default what the output's name asks for.")
    var layout: CheckpointFormat?

    @Option(help: "float32, float16 or bfloat16; by default the input's own.")
    var precision: ConvertPrecision?

    @Option(
        help: ArgumentHelp(
            "Depth of the photo in metres, such as an estimate's, to which the depth that it carries is fitted.",
            valueName: "file"))
    var alignTo: String?

    @Flag(help: "Replace files that exist.")
    var force = false

    func validate() throws {
        if RasterFile.mayCarryDepth(input) {
            try CarriedDepthConversion.check(output)
        } else {
            guard alignTo == nil else { throw ValidationError("--align-to is about a photo that carries depth") }
            _ = try format()
        }
    }

    func run() throws {
        if RasterFile.mayCarryDepth(input) {
            return try CarriedDepthConversion(input: input, output: output, replaces: force, reference: alignTo)
                .run()
        }
        let url = URL(fileURLWithPath: output)
        let checkpoint = try Checkpoint(contentsOf: ModelStore().resolve(input))
        let progress = ModelsProgress("Writing \(url.lastPathComponent)")
        do {
            try checkpoint.write(to: url, as: format(), type: precision?.scalarType, replacing: force) {
                progress.show(part: $0)
            }
        } catch let error as DepthProError where error.code == .alreadyExists {
            throw DepthProError(.alreadyExists, "\(error.message); --force replaces it")
        }
        progress.finish()
        ModelsOutput.note("\(url.path): \(ModelsOutput.size(url.byteCount))")
    }

    private func format() throws -> CheckpointFormat {
        if let layout { return layout }
        let url = URL(fileURLWithPath: output)
        switch url.pathExtension.lowercased() {
        case "safetensors": return .safetensors
        case "pt", "pth": return .apple
        case "": return .huggingFace
        case _ where output.hasSuffix("/") || url.isExistingFolder: return .huggingFace
        default:
            throw ValidationError(
                "“\(output)” is neither .safetensors nor .pt nor a folder; say what to write with --layout.")
        }
    }
}

/// The number types that weights are written in.
enum ConvertPrecision: String, CaseIterable, ExpressibleByArgument {
    case float32, float16, bfloat16

    var scalarType: ScalarType {
        switch self {
        case .float32: .float32
        case .float16: .float16
        case .bfloat16: .bfloat16
        }
    }
}

extension CheckpointFormat: ExpressibleByArgument {}
