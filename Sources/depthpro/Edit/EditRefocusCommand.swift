import ArgumentParser
import Editing
import Foundation
import Images
import Views

/// `depthpro edit refocus`.
struct EditRefocusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refocus", abstract: "Give a photo the depth of field of a lens, focused where you say.",
        discussion: """
            The blur is that of a real lens: a point at distance z becomes a disc of f/N · v · |1/s − 1/z|, with the \
            focal length f, the f-number N, the distance in focus s and the distance v from lens to sensor. By default \
            the photo is taken to come from a full-frame camera (--sensor 36): a phone's photo then gets the look of \
            one. Light is added linearly; what is sharp keeps its outline, what is near and blurred lies half \
            transparent over what is behind.

            Examples:
              depthpro edit refocus bear.jpg --at 640,400 --f-number 1.8
              depthpro edit refocus bear.jpg --distance 2.5 --f-number 1.2 --aperture hexagon --highlights 4
              depthpro edit refocus phone.jpg --at 900,1200 --sensor 9.8 --f-number 1.8   as the phone's lens does
              depthpro edit refocus room.jpg --at 200,300 --rack-to 900,250               room-refocus.mp4
              depthpro edit refocus room.jpg --at 200,300 --rack-to 900,250 --output r.jpg   r-0001.jpg …

            A rack focus becomes a film of at most 1920 pixels (.mp4, .webp, .gif), or numbered pictures at the photo's \
            size (.jpg, .png, .tif).
            """)

    @OptionGroup
    var edit: EditArguments

    @Option(help: .init("Focus on what this pixel shows.", valueName: "x,y"))
    var at: PixelPoint?

    @Option(help: .init("Focus at this distance in metres.", valueName: "m"))
    var distance: Double?

    @Option(name: .customLong("f-number"), help: .init("The opening: 1.4, 2, 2.8 …", valueName: "n"))
    var fNumber = 2.0

    @Option(
        help: .init(
            "The lens's focal length in millimetres; unless given, the one with which such a sensor sees what the photo "
                + "shows.", valueName: "mm"))
    var lens: Double?

    @Option(help: .init("The sensor's width in millimetres: 36 full frame, 23.5 APS-C, 9.8 a phone.", valueName: "mm"))
    var sensor = 36.0

    @Option(help: "What spots of light become: \(ApertureShape.allCases.map(\.rawValue).joined(separator: ", ")).")
    var aperture = ApertureShape.circle

    @Option(
        help: .init(
            "By how many times clipped white was brighter, so that lamps make bright discs; 0 leaves it.",
            valueName: "x"))
    var highlights = 0.0

    @Option(help: .init("Go on to focus on what this pixel shows: a rack focus.", valueName: "x,y"))
    var rackTo: PixelPoint?

    @Option(help: .init("Go on to focus at this distance.", valueName: "m"))
    var rackToDistance: Double?

    @Option(help: .init("Frames of a rack focus, 2 to 9999.", valueName: "n"))
    var frames = 48

    @Option(help: .init("Frames a second of a rack focus.", valueName: "n"))
    var fps = 24.0

    func validate() throws {
        guard (at == nil) != (distance == nil) else {
            throw ValidationError("say where to focus, with either --at or --distance")
        }
        guard rackTo == nil || rackToDistance == nil else {
            throw ValidationError("--rack-to and --rack-to-distance both say where to end: give one of them")
        }
        let numbers = [
            ("--distance", distance), ("--f-number", fNumber), ("--lens", lens), ("--sensor", sensor),
            ("--rack-to-distance", rackToDistance),
        ]
        for case let (name, value?) in numbers where !(value > 0 && value.isFinite) {
            throw ValidationError("\(name) must be a positive number, and is \(value)")
        }
        guard highlights >= 0, highlights <= 1000 else {
            throw ValidationError("--highlights must be between 0 and 1000, and is \(highlights)")
        }
        guard (2...9999).contains(frames) else {
            throw ValidationError("--frames must be between 2 and 9999, and is \(frames)")
        }
        guard (0.1...240).contains(fps) else {
            throw ValidationError("--fps must be from 0.1 to 240, and is \(fps)")
        }
    }

    func run() async throws {
        let isRack = rackTo != nil || rackToDistance != nil
        let url = try isRack ? edit.rackURL("refocus") : edit.outputURL("refocus")
        let filmFormat = isRack ? RackFocus.filmFormat(url) : nil
        // Found out before the network computes.
        if filmFormat == .mp4 { try FilmLibrary.start() }
        let session = try await EditSession(edit)
        let intrinsics = try session.source.intrinsics()
        let end = try rackTo.map { try session.distance(at: $0, option: "--rack-to") } ?? rackToDistance
        guard let start = try at.map({ try session.distance(at: $0, option: "--at") }) ?? distance else { return }
        let focalLength =
            lens ?? ThinLens.focalLength(of: intrinsics, width: session.original.image.width, sensorWidth: sensor)
        var facts = ["opening": EditFact(focalLength / fNumber, "mm"), "focus": EditFact(start, "m")]
        guard let end else {
            let picture = try session.working("refocusing") {
                try refocus(focalLength, start)(
                    session.original.image, nearness: session.nearness, intrinsics: intrinsics, report: $0)
            }
            return try session.write(picture, to: url, facts: facts)
        }
        facts["end"] = EditFact(end, "m")
        let rack = RackFocus(
            session: session, intrinsics: intrinsics, start: start, end: end, frames: frames,
            lens: { refocus(focalLength, $0) })
        if let filmFormat {
            try rack.write(film: url, as: filmFormat, rate: fps)
            try session.finish([url], facts: facts)
        } else {
            try session.finish(rack.write(pictures: url), facts: facts)
        }
    }

    private func refocus(_ focalLength: Double, _ distance: Double) -> Refocus {
        Refocus(
            lens: ThinLens(focusDistance: distance, fNumber: fNumber, focalLength: focalLength), aperture: aperture,
            highlights: highlights)
    }
}
