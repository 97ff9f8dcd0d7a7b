import AugmentedReality
import Foundation
import Images
import Scenes

/// A model set behind boxes in ray-traced rooms, against the same room rendered with the model in it.
struct PlacingFigures {
    struct Result {
        /// Intersection over union of the visible model.
        var overlap: Double
        /// How many pixels show the model in truth.
        var pixels: Int
        /// Of the model, how much is truly in sight.
        var visible: Double
        /// Farthest distance between the outlines' bounding boxes, in pixels.
        var shift: Double
    }

    private(set) var results: [Result] = []

    init(rooms: [RoomOfBoxes], model: AssetLibrary.Model, depth: (RoomOfBoxes, UInt64) -> FloatRaster) throws {
        for (number, room) in rooms.enumerated() {
            let scene = try PhotoScene(
                photo: room.photo, depth: depth(room, UInt64(number)), intrinsics: room.intrinsics)
            for box in room.boxes {
                // On the floor behind a box, where half of it is hidden.
                let behind = box.foot + SIMD3(0.25, 0, -box.size.z / 2 - 0.4)
                guard let pixel = room.pixel(behind), let hidden = try? room.truth(of: model, at: behind) else {
                    continue
                }
                guard hidden.mask.contains(true) else { continue }
                guard let placement = try? Self.place(model, behind, pixel, room, scene) else { continue }
                let picture = try scene.picture(of: placement, options: .init(samples: 1))
                results.append(Self.compare(picture.mask, hidden, room))
            }
        }
    }

    /// The foot itself may be hidden: then the plane tells where it is.
    private static func place(
        _ model: AssetLibrary.Model, _ foot: SIMD3<Double>, _ pixel: SIMD2<Double>, _ room: RoomOfBoxes,
        _ scene: PhotoScene
    ) throws -> ModelPlacement? {
        guard let floor = scene.planes.first(where: { $0.kind == .floor }) else { return nil }
        return try ModelPlacement(model, in: scene, on: floor, at: pixel)
    }

    private static func compare(
        _ mask: FloatRaster, _ truth: (mask: [Bool], visible: Double), _ room: RoomOfBoxes
    ) -> Result {
        var (both, either) = (0, 0)
        var (own, actual) = (Box(), Box())
        for index in truth.mask.indices {
            let isShown = mask.values[index] > 0.5
            if isShown && truth.mask[index] { both += 1 }
            if isShown || truth.mask[index] { either += 1 }
            if isShown { own.add(index, room.camera.width) }
            if truth.mask[index] { actual.add(index, room.camera.width) }
        }
        return Result(
            overlap: Double(both) / Double(max(either, 1)), pixels: truth.mask.count { $0 }, visible: truth.visible,
            shift: own.farthest(from: actual))
    }

    private struct Box {
        var low = SIMD2(Int.max, Int.max)
        var high = SIMD2(Int.min, Int.min)

        mutating func add(_ index: Int, _ width: Int) {
            let place = SIMD2(index % width, index / width)
            low = pointwiseMin(low, place)
            high = pointwiseMax(high, place)
        }

        func farthest(from other: Box) -> Double {
            guard low.x <= high.x, other.low.x <= other.high.x else { return .infinity }
            return Double(
                max(
                    abs(low.x - other.low.x), abs(low.y - other.low.y), abs(high.x - other.high.x),
                    abs(high.y - other.high.y)))
        }
    }

    var medianOverlap: Double {
        let sorted = results.map(\.overlap).sorted()
        return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
    }

    var worst: Result? { results.min { $0.overlap < $1.overlap } }

    var worstOverlap: Double { worst?.overlap ?? .nan }
}

extension RoomOfBoxes {
    /// Which pixels show a model that stands on the floor with its front to the camera, and how much of it that is.
    func truth(of model: AssetLibrary.Model, at foot: SIMD3<Double>) throws -> (mask: [Bool], visible: Double) {
        let towards = SIMD3<Float>(camera.position.x - Float(foot.x), 0, camera.position.z - Float(foot.z))
        let front = towards / (towards * towards).sum().squareRoot()
        let right = SIMD3<Float>(front.z, 0, -front.x)
        let place = Transform(x: right, y: [0, 1, 0], z: front, origin: SIMD3<Float>(foot))
        let instance = Instance(model.mesh, place, materials: model.materials, object: 99)
        var with = world
        with.instances.append(instance)
        var alone = world
        alone.instances = [instance]
        let seen = try Renderer(with).render(camera, samples: 1, bounces: 0).ids.map { $0 == 99 }
        let whole = try Renderer(alone).render(camera, samples: 1, bounces: 0).ids.count { $0 == 99 }
        return (seen, Double(seen.count { $0 }) / Double(max(whole, 1)))
    }
}
