import ArgumentParser
import Views

/// Where a view is taken from.
struct CameraArguments: ParsableArguments {
    @Option(
        help: .init(
            "A camera path: \(CameraMotion.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "name"))
    var path: CameraMotion?

    @Option(help: .init("Multiplies how far the camera goes along the path.", valueName: "n"))
    var strength: Double?

    @Option(help: .init("States in metres how far the camera goes along the path.", valueName: "m"))
    var distance: Double?

    @Option(
        help: .init(
            "The distance in metres that stays in its place; that of the picture's middle unless given.", valueName: "m"
        ))
    var focus: Double?

    @Option(
        help: .init("For a still: where the camera goes, in metres: right, up, forward.", valueName: "x,y,z"),
        transform: Triple.init(argument:))
    var move: Triple?

    @Option(
        help: .init("For a still: how the camera turns, in degrees: right, up, clockwise.", valueName: "a,b,c"),
        transform: Triple.init(argument:))
    var turn: Triple?

    @Option(help: .init("Enlarges the picture; 1.06 for orbit and swing, else 1.", valueName: "n"))
    var zoom: Double?

    func validate() throws {
        if path == nil {
            for (name, value) in [("strength", strength), ("distance", distance)] where value != nil {
                throw ValidationError("--\(name) is about a --path")
            }
            guard focus == nil else { throw ValidationError("--focus is about a --path") }
        } else {
            guard move == nil, turn == nil else {
                throw ValidationError("--move and --turn are for stills; a --path has moves of its own")
            }
            guard strength == nil || distance == nil else {
                throw ValidationError("--strength and --distance both say how far the camera goes: give one of them")
            }
        }
        for (name, value) in [("strength", strength), ("distance", distance), ("focus", focus), ("zoom", zoom)] {
            guard let value else { continue }
            guard value > 0, value < 1e4 else {
                throw ValidationError("--\(name) must be positive and below 10000, and is \(value)")
            }
        }
    }

    /// Three numbers separated by commas.
    struct Triple {
        let x: Double
        let y: Double
        let z: Double

        init(argument: String) throws {
            let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
            guard parts.count == 3, let x = parts[0], let y = parts[1], let z = parts[2],
                [x, y, z].allSatisfy({ abs($0) < 1e4 })
            else { throw ValidationError("“\(argument)” is not three numbers separated by commas, as in 0.1,0,-0.2") }
            (self.x, self.y, self.z) = (x, y, z)
        }
    }
}
