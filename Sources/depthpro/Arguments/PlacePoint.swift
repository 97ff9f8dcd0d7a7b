import ArgumentParser

/// A place in front of the camera: "300,200,1.5", the pixel at which it is seen and its distance in metres.
struct PlacePoint {
    let x: Double
    let y: Double
    let distance: Double

    init(argument: String) throws {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
        guard parts.count == 3, let x = parts[0], let y = parts[1], let distance = parts[2],
            abs(x) < 1e6, abs(y) < 1e6, distance > 0, distance < 1e6
        else {
            throw ValidationError(
                "“\(argument)” is no place: write a pixel and a distance in metres above 0, as in 300,200,1.5")
        }
        (self.x, self.y, self.distance) = (x, y, distance)
    }
}
