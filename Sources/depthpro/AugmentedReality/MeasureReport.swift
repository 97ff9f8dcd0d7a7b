import AugmentedReality
import Foundation
import Geometry
import Images

/// What `depthpro measure` prints.
struct MeasureReport: Encodable {
    private let measurements: [Row]
    private let planes: [Plane]
    private let camera: Camera

    init(scene: PhotoScene, measurements: [SceneMeasurement], focalLengthSource: String?) {
        self.measurements = measurements.map(Row.init)
        planes = scene.planes.map(Plane.init)
        camera = Camera(
            focalLength: scene.intrinsics.focalLength, source: focalLengthSource, isUpFound: scene.gravity.isFound,
            pitch: scene.gravity.pitch, roll: scene.gravity.roll)
    }

    /// A line for each measurement; without any, for each plane.
    var text: String {
        let lines = measurements.isEmpty ? planes.map(\.text) : measurements.map(\.text)
        return lines.isEmpty ? "no floor, wall or table-top was found" : lines.joined(separator: "\n")
    }

    private struct Row: Encodable {
        let kind: SceneMeasurement.Kind
        let value: Double
        let uncertainty: Double
        let scaleUncertainty: Double
        let shapeUncertainty: Double
        let unit: String
        let pixels: [[Double]]
        let points: [[Double]]
        let over: ScenePlane.Kind?

        init(_ measurement: SceneMeasurement) {
            kind = measurement.kind
            value = measurement.value
            uncertainty = measurement.uncertainty
            scaleUncertainty = measurement.scaleUncertainty
            shapeUncertainty = measurement.shapeUncertainty
            unit = measurement.unit
            pixels = measurement.points.map { [$0.pixel.x, $0.pixel.y] }
            points = measurement.points.map { [$0.position.x, $0.position.y, $0.position.z] }
            over = measurement.plane?.kind
        }

        var text: String {
            let places = pixels.prefix(kind == .height ? 1 : 4)
                .map { String(format: "%g,%g", $0[0], $0[1]) }.joined(separator: " ")
            let name =
                switch kind {
                case .distance: "distance \(places)"
                case .height: "height \(places) over the \(over?.rawValue ?? "ground")"
                case .area: "area \(places)"
                case .cameraDistance: "from the camera to \(places)"
                }
            return name.padding(toLength: max(44, name.count + 2), withPad: " ", startingAt: 0)
                + String(format: "%.3f ± %.3f %@", value, uncertainty, unit as NSString)
                + String(format: "  (scale %.3f, shape %.3f)", scaleUncertainty, shapeUncertainty)
        }

        enum CodingKeys: String, CodingKey {
            case kind, value, uncertainty, unit, over
            case scaleUncertainty = "uncertainty_of_scale"
            case shapeUncertainty = "uncertainty_of_shape"
            case pixels = "pixels_px"
            case points = "points_m"
        }
    }

    private struct Plane: Encodable {
        let kind: ScenePlane.Kind
        let normal: [Double]
        let cameraDistance: Double
        let residual: Double
        let share: Double

        init(_ plane: ScenePlane) {
            kind = plane.kind
            normal = [plane.normal.x, plane.normal.y, plane.normal.z]
            cameraDistance = plane.cameraDistance
            residual = plane.residual
            share = plane.share
        }

        var text: String {
            kind.rawValue.padding(toLength: 10, withPad: " ", startingAt: 0)
                + String(
                    format: "%5.1f %% of the photo, %.2f m from the camera, flat to %.3f m", 100 * share,
                    cameraDistance,
                    residual)
        }

        enum CodingKeys: String, CodingKey {
            case kind, normal, share
            case cameraDistance = "camera_distance_m"
            case residual = "residual_m"
        }
    }

    private struct Camera: Encodable {
        let focalLength: Double
        let source: String?
        let isUpFound: Bool
        let pitch: Double
        let roll: Double

        enum CodingKeys: String, CodingKey {
            case focalLength = "focallength_px"
            case source = "focallength_source"
            case isUpFound = "up_found"
            case pitch = "pitch_deg"
            case roll = "roll_deg"
        }
    }
}
