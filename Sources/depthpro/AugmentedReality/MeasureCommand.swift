import ArgumentParser
import AugmentedReality
import Foundation
import Images

/// `depthpro measure`: lengths, heights and areas in a photo.
struct MeasureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Measure lengths, heights and areas in a photo, in metres.",
        discussion: """
            Pixels are counted from the upper left corner of the upright photo. What is asked for may be asked for \
            several times; without a question, the floors, walls and table-tops in the photo are listed.

              depthpro measure room.jpg --from 210,640 --to 530,655
              depthpro measure room.jpg --height 400,220 --distance 400,220 --output measured.jpg
              depthpro measure desk.jpg --height 66,262 --over 130,330
              depthpro measure room.jpg --area 120,600 480,590 520,700 90,720 --json
              depthpro measure room.jpg --depth room.exr --fov 66
              depthpro measure room.jpg --planes planes.jpg

            A pixel next to a depth edge means the nearer surface; on a plane, the plane's depth counts. Heights are \
            over the floor or, where the photo shows none, over the lowest level surface, along its normal; --over \
            names another, such as the table that something stands on.

            Each value comes with one standard deviation. It is worked out from what depth is worth: --scale-error, by \
            which share all depths may be wrong together, and --shape-error, by which share depths far apart may be \
            wrong against each other (neighbours err alike); besides, from the scatter of the depths around each \
            point and from missing it by a thousandth of the photo's width. A network cannot tell how wrong it is: its \
            20 % and 5 % are an assumption, which --scale-error replaces when you know better. When the length of \
            one thing in the photo is known, --known does better: all is scaled so that the first --from and --to \
            are so far apart.
            """)

    @OptionGroup var source: PhotoDepthArguments

    @Option(
        parsing: .unconditionalSingleValue, help: .init("Where a distance begins; as often as --to.", valueName: "x,y"))
    var from: [PixelPlace] = []

    @Option(parsing: .unconditionalSingleValue, help: .init("Where it ends.", valueName: "x,y"))
    var to: [PixelPlace] = []

    @Option(
        parsing: .unconditionalSingleValue, help: .init("How high this point is above the floor.", valueName: "x,y"))
    var height: [PixelPlace] = []

    @Option(
        parsing: .unconditional,
        help: .init("Measure heights from the plane at this point instead.", valueName: "x,y"))
    var over: PixelPlace?

    @Option(
        parsing: .unconditionalSingleValue, help: .init("How far this point is from the camera.", valueName: "x,y"))
    var distance: [PixelPlace] = []

    @Option(
        parsing: .upToNextOption,
        help: .init("The area with these four corners, named around it.", valueName: "x,y x,y x,y x,y"))
    var area: [PixelPlace] = []

    @Option(help: .init("How long the first distance is in truth; scales everything.", valueName: "m"))
    var known: Double?

    @Option(help: .init("0.2 for a network unless given, 0.01 for --depth.", valueName: "share"))
    var scaleError: Double?

    @Option(help: .init("0.05 for a network unless given, 0.005 for --depth.", valueName: "share"))
    var shapeError: Double?

    @Option(
        name: .shortAndLong, help: .init("Also draw the results on the photo: a .jpg or .png file.", valueName: "file"),
        completion: .file())
    var output: String?

    @Option(help: .init("Also paint the planes on the photo: a .jpg or .png file.", valueName: "file"))
    var planes: String?

    @Flag(help: "Print one line of JSON.")
    var json = false

    func validate() throws {
        guard from.count == to.count else {
            throw ValidationError(
                "a distance needs --from and --to, and there are \(from.count) and \(to.count) of them")
        }
        guard over == nil || !height.isEmpty else { throw ValidationError("--over is about --height") }
        guard area.isEmpty || area.count == 4 else {
            throw ValidationError("--area needs four corners, and there are \(area.count)")
        }
        if let known {
            guard known > 0, known.isFinite else { throw ValidationError("--known must be positive, and is \(known)") }
            guard !from.isEmpty else { throw ValidationError("--known is about the distance of --from and --to") }
        }
        for (name, value) in [("--scale-error", scaleError), ("--shape-error", shapeError)] {
            if let value, !(value >= 0 && value <= 10) {
                throw ValidationError("\(name) must be a share from 0 to 10, and is \(value)")
            }
        }
        try PictureFile.check(output)
        try PictureFile.check(planes)
    }

    func run() async throws {
        Interruption.install()
        for path in [output, planes].compactMap(\.self) {
            try OutputFile.check(URL(fileURLWithPath: path), inputs: [source.photo, source.depthFile])
        }
        let progress = ProgressReporter(total: 1, isQuiet: false)
        defer { progress.clear() }
        let opened = try await Interruption.withoutFiles {
            try await source.open(progress: progress, needsMetres: true)
        }
        progress.activity("\(source.photo): looking for planes")
        var scene = try opened.scene()
        var trust = source.depthFile == nil ? DepthUncertainty.estimated : .measured
        if let scaleError { trust.scale = scaleError }
        if let shapeError { trust.shape = shapeError }
        if let known {
            let length = try scene.distance(from: from[0].place, to: to[0].place, trust: trust)
            guard length.value > 0 else {
                throw CommandFailure("--from and --to are the same point, which has no length")
            }
            scene = try PhotoScene(
                photo: scene.photo, depth: opened.depth.scaled(by: Float(known / length.value)),
                intrinsics: scene.intrinsics, maximumDepth: scene.maximumDepth * known / length.value,
                edgeWidth: scene.edgeWidth)
            // What is left is how well that length could be measured.
            if scaleError == nil { trust.scale = length.shapeUncertainty / length.value }
        }
        let measurements = try measure(scene, trust)
        progress.activity("writing")
        if let status = Interruption.exitStatus { throw ExitCode(status) }
        if let output { try PictureFile.write(scene.annotated(with: measurements), to: output) }
        if let planes { try PictureFile.write(scene.annotatedWithPlanes(), to: planes) }
        progress.clear()
        let report = MeasureReport(
            scene: scene, measurements: measurements, focalLengthSource: opened.focalLength?.source.rawValue)
        print(json ? try ModelsOutput.line(report) : report.text)
    }

    private func measure(_ scene: PhotoScene, _ trust: DepthUncertainty) throws -> [SceneMeasurement] {
        var measurements: [SceneMeasurement] = []
        for (from, to) in zip(from, to) {
            measurements.append(try scene.distance(from: from.place, to: to.place, trust: trust))
        }
        let plane = try over.map { try scene.plane(at: $0.place) }
        for point in height { measurements.append(try scene.height(of: point.place, over: plane, trust: trust)) }
        for point in distance { measurements.append(try scene.cameraDistance(to: point.place, trust: trust)) }
        if !area.isEmpty { measurements.append(try scene.area(of: area.map(\.place), trust: trust)) }
        return measurements
    }
}

extension FloatRaster {
    /// All values times a factor.
    fileprivate func scaled(by factor: Float) -> FloatRaster {
        FloatRaster(width: width, height: height, values: values.map { $0 * factor })
    }
}
