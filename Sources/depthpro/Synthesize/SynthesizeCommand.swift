import ArgumentParser
import Foundation
import Images
import Scenes

/// `depthpro synthesize`: synthetic photos with exact depth.
struct SynthesizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "synthesize", abstract: "Render synthetic photos with exact depth, to learn from.",
        discussion: """
            Worlds are made at random from --seed, the same ones each time, and each is photographed four times. With \
            --output: photos (.jpg, focal length in the EXIF block), depth in metres (.exr, infinity is sky) and \
            manifest.jsonl, which “depthpro train” reads. What was interrupted goes on where it stopped.

              depthpro synthesize --scenes room,street --count 100 --output synthetic
              depthpro synthesize --count 12 --contact-sheet sheet.jpg
            """)

    @Option(
        help: .init(
            """
            Kinds of places, separated by commas: \(SceneKindList.names). All but panorama unless given: that is a \
            part of an HDR panorama of --assets, with depth where a file NAME.layout.json tells what lies where, else to \
            learn fields of view from.
            """, valueName: "list"),
        transform: SceneKindList.init(argument:))
    var scenes = SceneKindList.all

    @Option(help: .init("How many photos.", valueName: "n"))
    var count = 20

    @Option(help: .init("Width and height in pixels.", valueName: "WxH"), transform: PictureSize.init(argument:))
    var size = PictureSize(width: 384, height: 384)

    @Option(help: .init("Chooses worlds, cameras and noise.", valueName: "n"))
    var seed: UInt64 = 0

    @Option(
        name: .shortAndLong, help: .init("The folder to write to; made where it is missing.", valueName: "dir"),
        completion: .directory)
    var output: String?

    @Option(
        help: .init("A folder of meshes, textures and panoramas to use; may be given again.", valueName: "dir"),
        completion: .directory)
    var assets: [String] = []

    @Option(help: .init("Light paths per pixel: more is slower and cleaner.", valueName: "n"))
    var samples = SynthesisOptions().samples

    @Option(help: .init("How many photos are made at once.", valueName: "n"))
    var threads = ProcessInfo.processInfo.activeProcessorCount

    @Flag(help: "Also write normals (8-bit PNG).")
    var normals = false

    @Flag(help: "Also write which object each pixel shows (16-bit PNG).")
    var ids = false

    @Flag(help: "Also write the alpha matte of one foreground object (PNG).")
    var matte = false

    @Option(
        help: .init("Also show photos beside their depth in one picture (.jpg or .png).", valueName: "file"),
        completion: .file())
    var contactSheet: String?

    @Flag(help: "Print a summary as one line of JSON.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print nothing but failures.")
    var quiet = false

    func validate() throws {
        guard count > 0 else { throw ValidationError("--count must be positive, and is \(count)") }
        guard (1...4096).contains(samples) else {
            throw ValidationError("--samples goes from 1 to 4096, and is \(samples)")
        }
        guard (1...1024).contains(threads) else {
            throw ValidationError("--threads goes from 1 to 1024, and is \(threads)")
        }
        guard output != nil || contactSheet != nil else {
            throw ValidationError("nothing would be kept: name a folder with --output, or a file with --contact-sheet")
        }
        guard output != nil || !(normals || ids || matte) else {
            throw ValidationError("--normals, --ids and --matte are written to --output, which is missing")
        }
    }

    func run() throws {
        try ImageLibrary.start()
        let library = assets.isEmpty ? nil : try AssetLibrary(folders: assets.map { URL(fileURLWithPath: $0) })
        let options = SynthesisOptions(
            kinds: scenes.kinds, width: size.width, height: size.height, seed: seed, samples: samples,
            hasMattes: matte)
        let synthesizer = try Synthesizer(options, assets: library, cachedWorlds: threads + 1)
        var extras = SynthesisFolder.Extras()
        extras.normals = normals
        extras.ids = ids
        let folder = try output.map {
            try SynthesisFolder(at: URL(fileURLWithPath: $0, isDirectory: true), options: options, extras: extras)
        }
        let run = SynthesizeRun(
            synthesizer: synthesizer, folder: folder, sheet: contactSheet.map { URL(fileURLWithPath: $0) },
            count: count, threads: threads, isQuiet: quiet, printsJSON: json)
        let status = try run.run()
        if status != 0 { throw ExitCode(status) }
    }
}
