import AugmentedReality
import Foundation

/// What `depthpro place` prints.
struct PlaceReport: Encodable {
    private let files: [String]
    private let size: [Double]
    private let surface: ScenePlane.Kind
    private let position: [Double]
    private let distance: Double
    private let visibleShare: Double?

    init(_ placement: ModelPlacement, _ picture: PlacedPicture?, files: [String]) {
        self.files = files
        size = [placement.size.x, placement.size.y, placement.size.z]
        surface = placement.plane.kind
        position = [placement.foot.x, placement.foot.y, placement.foot.z]
        distance = (placement.foot * placement.foot).sum().squareRoot()
        visibleShare = picture?.visibleShare
    }

    var text: String {
        let seen = visibleShare.map { String(format: ", %.0f %% of it in sight", 100 * $0) } ?? ""
        return String(
            format: "%@: %.2f × %.2f × %.2f m (width, height, depth) on a %@, %.2f m from the camera%@",
            files.joined(separator: ", ") as NSString, size[0], size[1], size[2], surface.rawValue as NSString,
            distance,
            seen as NSString)
    }

    private enum CodingKeys: String, CodingKey {
        case files, surface
        case size = "size_m"
        case position = "position_m"
        case distance = "camera_distance_m"
        case visibleShare = "visible_share"
    }
}
