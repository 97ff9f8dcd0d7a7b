import ArgumentParser
import AugmentedReality
import Foundation
import Geometry
import Images
import Scenes

/// `depthpro place`: a model in a photo.
struct PlaceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "place", abstract: "Set a 3D model on a surface in a photo, at its true size.",
        discussion: """
            The model stands where --at points to, on a floor, a table-top or against a wall, with its front to the \
            camera. What stands before it hides it; the light is estimated from the photo; the shadow falls on what is \
            around. The output's name says what is written: .jpg or .png the picture, .glb or .usdz the scene with the \
            model in three dimensions. --output may be given again.

              depthpro place room.jpg chair.glb --at 410,620 --output chair.jpg
              depthpro place room.jpg chair.glb --at 410,620 --turn 30 --scale 0.9 -o chair.jpg -o chair.usdz
              depthpro place room.jpg lamp.glb --at 300,500 --depth room.exr --json
              depthpro place yard.jpg bench.glb --at 640,700 --shadow 210,300 330,650    a post's top and its shadow

            Models: glTF and GLB (metres, Y up), and whatever else Assimp reads: OBJ, FBX, STL, PLY. --height makes the \
            model so high whatever its file says. The JSON line tells the size, the plane, and which share of the \
            model is seen.
            """)

    @OptionGroup var source: PhotoDepthArguments

    @Argument(help: "The model.", completion: .file())
    var model: String

    @Option(
        parsing: .unconditional,
        help: .init("Where it stands, in pixels from the photo's upper left corner.", valueName: "x,y"))
    var at: PixelPlace

    @Option(
        name: .shortAndLong, help: .init("A .jpg, .png, .glb or .usdz file; may be given again.", valueName: "file"),
        completion: .file())
    var output: [String] = ["placed.jpg"]

    @Option(help: .init("Times the model's own size.", valueName: "factor"))
    var scale: Double?

    @Option(help: .init("The model's height in metres, rather than its own.", valueName: "m"))
    var height: Double?

    @Option(help: .init("Turn it, counter-clockwise seen from above.", valueName: "degrees"))
    var turn = 0.0

    @Option(
        parsing: .upToNextOption,
        help: .init(
            "The end of something in the photo, and where the sun throws that end's shadow: the model gets a hard shadow.",
            valueName: "x,y x,y"))
    var shadow: [PixelPlace] = []

    @Option(help: .init("How much of the light is missing in the sun's shadows, 0 to 1.", valueName: "share"))
    var shadowStrength = 0.7

    @Option(help: .init("Light paths per pixel: more is slower and cleaner.", valueName: "n"))
    var samples = 16

    @Flag(help: "Print one line of JSON.")
    var json = false

    func validate() throws {
        for (name, value) in [("--scale", scale), ("--height", height)] {
            if let value, !(value > 1e-4 && value < 1e4) {
                throw ValidationError("\(name) must be between 0.0001 and 10000, and is \(value)")
            }
        }
        guard scale == nil || height == nil else {
            throw ValidationError("--scale and --height both state the size: give one of them")
        }
        guard turn.isFinite else { throw ValidationError("--turn must be a number of degrees, and is \(turn)") }
        guard shadow.isEmpty || shadow.count == 2 else {
            throw ValidationError(
                "--shadow needs two points, a thing's end and its shadow, and there are \(shadow.count)")
        }
        guard (0...1).contains(shadowStrength) else {
            throw ValidationError("--shadow-strength must be a share from 0 to 1, and is \(shadowStrength)")
        }
        guard (1...4096).contains(samples) else {
            throw ValidationError("--samples must be between 1 and 4096, and is \(samples)")
        }
        for path in output where Self.geometry(path) == nil {
            do {
                try PictureFile.check(path)
            } catch {
                throw ValidationError("“\(path)” must end in .jpg, .png, .glb or .usdz, which are written")
            }
        }
    }

    func run() async throws {
        Interruption.install()
        for path in output {
            try OutputFile.check(URL(fileURLWithPath: path), inputs: [source.photo, source.depthFile, model])
        }
        let progress = ProgressReporter(total: 1, isQuiet: false)
        defer { progress.clear() }
        let url = URL(fileURLWithPath: model)
        progress.activity("\(model): reading")
        let model = try AssetLibrary.model(at: url)
        let (scene, placement, picture) = try await Interruption.withoutFiles { try await placed(model, progress) }
        for path in output {
            if let status = Interruption.exitStatus { throw ExitCode(status) }
            progress.activity("\(path): writing")
            if let format = Self.geometry(path) {
                let name = url.deletingPathExtension().lastPathComponent
                try scene.write(format, models: [placement.sceneModel(name: name)], to: URL(fileURLWithPath: path))
            } else if let picture {
                try PictureFile.write(picture.image, to: path)
            }
        }
        progress.clear()
        let report = PlaceReport(placement, picture, files: output)
        if json { print(try ModelsOutput.line(report)) } else { progress.line(report.text) }
    }

    /// All that takes time before files are written.
    private func placed(
        _ model: AssetLibrary.Model, _ progress: ProgressReporter
    ) async throws -> (PhotoScene, ModelPlacement, PlacedPicture?) {
        let opened = try await source.open(progress: progress, needsMetres: true)
        progress.activity("\(source.photo): looking for planes")
        let scene = try opened.scene()
        let placement = try ModelPlacement(
            model, in: scene, at: at.place, scale: scale ?? height.map { $0 / Double(model.size.y) } ?? 1, turn: turn)
        guard output.contains(where: { Self.geometry($0) == nil }) else { return (scene, placement, nil) }
        let threads = source.network.threads ?? ProcessInfo.processInfo.activeProcessorCount
        let sun =
            shadow.isEmpty
            ? nil : try scene.sunlight(from: shadow[0].place, shadow: shadow[1].place, share: shadowStrength)
        let picture = try scene.picture(
            of: placement, options: .init(samples: samples, threads: threads, sun: sun)
        ) { progress.activity($0) }
        return (scene, placement, picture)
    }

    private static func geometry(_ path: String) -> GeometryFormat? {
        switch URL(fileURLWithPath: path).pathExtension.lowercased() {
        case "glb": .glb
        case "usdz": .usdz
        default: nil
        }
    }
}
