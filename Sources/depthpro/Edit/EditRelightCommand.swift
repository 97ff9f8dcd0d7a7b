import ArgumentParser
import Editing
import Geometry
import Images

/// `depthpro edit relight`.
struct EditRelightCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relight", abstract: "Add a lamp to a photo, anywhere in the scene.",
        discussion: """
            The lamp lights what faces it, less with the square of the distance, and what stands in its way casts a \
            shadow, as far as the photo shows it. Its place is a pixel, also outside of the photo, and a distance from \
            the camera in metres.

            Examples:
              depthpro edit relight room.jpg --lamp 300,200,1.5 --ambient 0.3
              depthpro edit relight room.jpg --lamp -400,100,2 --color candle --intensity 3
              depthpro edit relight face.jpg --lamp 900,300,0.6 --ambient 0.6 --no-shadows
            """)

    @OptionGroup
    var edit: EditArguments

    @Option(
        parsing: .unconditional,
        help: .init("The pixel at which the lamp is seen, and its distance in metres.", valueName: "x,y,m"),
        transform: PlacePoint.init(argument:))
    var lamp: PlacePoint

    @Option(help: .init("Its light one metre away, as a multiple of the photo's own.", valueName: "x"))
    var intensity = 1.5

    @Option(help: .init("Its colour: white, candle, tungsten, sky … or '#rrggbb'.", valueName: "colour"))
    var color = ColorArgument(RGBColor(red: 255, green: 255, blue: 255))

    @Option(help: .init("How much of the photo's own light stays, 1 all.", valueName: "share"))
    var ambient = 0.5

    @Flag(help: "Let nothing cast a shadow.")
    var noShadows = false

    func validate() throws {
        for (name, value) in [("--intensity", intensity), ("--ambient", ambient)] where !(value >= 0 && value <= 1000) {
            throw ValidationError("\(name) must be between 0 and 1000, and is \(value)")
        }
    }

    func run() async throws {
        let url = try edit.outputURL("relight")
        let session = try await EditSession(edit)
        let intrinsics = try session.source.intrinsics()
        let place = intrinsics.unproject(x: lamp.x, y: lamp.y, depth: lamp.distance)
        let relight = Relight(
            position: place, intensity: intensity, color: color.color.light, ambient: ambient, castsShadows: !noShadows)
        let picture = try session.working("lighting") {
            try relight(session.original.image, nearness: session.nearness, intrinsics: intrinsics, report: $0)
        }
        try session.write(
            picture, to: url,
            facts: ["x": EditFact(place.x, "m"), "y": EditFact(place.y, "m"), "z": EditFact(place.z, "m")])
    }
}
