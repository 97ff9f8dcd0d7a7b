import AugmentedReality
import Foundation
import Images
import Scenes

/// Errors of measurements in ray-traced rooms, where every length is known.
struct MeasuringFigures {
    /// Absolute errors as shares of the truth, and how many standard deviations they are.
    struct Errors {
        var shares: [Double] = []
        var deviations: [Double] = []

        mutating func add(_ measurement: SceneMeasurement, truth: Double) {
            shares.append(abs(measurement.value / truth - 1))
            deviations.append(abs(measurement.value - truth) / measurement.uncertainty)
        }

        func percentile(_ share: Double) -> Double {
            shares.isEmpty ? .nan : shares.sorted()[min(shares.count - 1, Int(Double(shares.count) * share))]
        }

        var median: Double { percentile(0.5) }
        /// The share of errors within two standard deviations.
        var within: Double { Double(deviations.count { $0 <= 2 }) / Double(max(deviations.count, 1)) }
    }

    private(set) var errors: [String: Errors] = [:]
    static let names = ["length of an edge", "height over the floor", "area of a box's top", "distance to the camera"]

    /// - Parameter depth: What is measured in, from the room and a seed.
    init(
        rooms: [RoomOfBoxes], trust: DepthUncertainty, edgeWidth: Double = 1,
        depth: (RoomOfBoxes, UInt64) -> FloatRaster
    ) throws {
        for name in Self.names { errors[name] = Errors() }
        for (number, room) in rooms.enumerated() {
            let scene = try PhotoScene(
                photo: room.photo, depth: depth(room, UInt64(number)), intrinsics: room.intrinsics,
                edgeWidth: edgeWidth)
            for box in room.boxes { measure(box, room, scene, trust) }
        }
    }

    private mutating func measure(
        _ box: RoomOfBoxes.Box, _ room: RoomOfBoxes, _ scene: PhotoScene, _ trust: DepthUncertainty
    ) {
        let top = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)].map { box.corner($0.0, 1, $0.1) }
        let pixels = top.map { room.visiblePixel($0) }
        for index in 0..<4 {
            guard let first = pixels[index] else { continue }
            if let height = try? scene.height(of: first, trust: trust) {
                errors["height over the floor"]?.add(height, truth: box.size.y)
            }
            if let second = pixels[(index + 1) % 4],
                let edge = try? scene.distance(from: first, to: second, trust: trust)
            {
                let offset = top[index] - top[(index + 1) % 4]
                errors["length of an edge"]?.add(edge, truth: (offset * offset).sum().squareRoot())
            }
            if let far = try? scene.cameraDistance(to: first, trust: trust) {
                let offset = top[index] - SIMD3<Double>(room.camera.position)
                errors["distance to the camera"]?.add(far, truth: (offset * offset).sum().squareRoot())
            }
        }
        let corners = pixels.compactMap { $0 }
        if corners.count == 4, let area = try? scene.area(of: corners, trust: trust) {
            errors["area of a box's top"]?.add(area, truth: box.size.x * box.size.z)
        }
    }
}
