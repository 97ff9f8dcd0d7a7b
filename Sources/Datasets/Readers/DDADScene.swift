/// A scene's file of DDAD, in DGP's form, as far as it tells of the front camera and the laser scanner.
package struct DDADScene: Decodable {
    struct Vector: Decodable { let x, y, z: Double }
    struct Quaternion: Decodable { let qw, qx, qy, qz: Double }

    struct Pose: Decodable {
        let translation: Vector
        let rotation: Quaternion

        var motion: RigidMotion? {
            RigidMotion(
                w: rotation.qw, x: rotation.qx, y: rotation.qy, z: rotation.qz,
                translation: SIMD3(translation.x, translation.y, translation.z))
        }
    }

    /// A picture or a scan.
    struct Datum: Decodable {
        struct Identity: Decodable { let name: String }
        struct File: Decodable {
            let filename: String
            let pose: Pose
        }
        struct Content: Decodable {
            let image, point_cloud: File?
        }

        let id: Identity
        let key: String
        let datum: Content
    }

    /// What was taken at one moment.
    struct Sample: Decodable {
        let datum_keys: [String]
        let calibration_key: String
    }

    /// The cameras of a scene.
    struct Calibration: Decodable {
        struct Camera: Decodable { let fx, fy, cx, cy: Double }
        let names: [String]
        let intrinsics: [Camera]
    }

    /// How camera and scanner stood in the world.
    struct Rig: Sendable {
        let matrix: [Double]
        let camera, lidar: RigidMotion
    }

    /// A picture with the scan of the same moment.
    struct Moment {
        let name, image, scan: String
        let rig: Rig
    }

    private static let cameraName = "CAMERA_01"
    private static let scannerName = "LIDAR"

    let data: [Datum]
    let samples: [Sample]

    /// The moments that have both, in the file's order.
    func frames(calibration: (String) throws(DatasetError) -> Calibration) throws(DatasetError) -> [Moment] {
        let byKey = Dictionary(data.map { ($0.key, $0) }) { first, _ in first }
        var calibrations: [String: Calibration] = [:]
        var moments: [Moment] = []
        for sample in samples {
            let found = sample.datum_keys.compactMap { byKey[$0] }
            guard let image = found.first(where: { $0.id.name == Self.cameraName })?.datum.image,
                let scan = found.first(where: { $0.id.name == Self.scannerName })?.datum.point_cloud
            else { continue }
            let key = sample.calibration_key
            let cameras: Calibration
            if let known = calibrations[key] { cameras = known } else { cameras = try calibration(key) }
            calibrations[key] = cameras
            guard let index = cameras.names.firstIndex(of: Self.cameraName), index < cameras.intrinsics.count,
                let camera = image.pose.motion, let lidar = scan.pose.motion
            else {
                throw DatasetError(.malformed, "\(image.filename): the scene has no poses.")
            }
            let values = cameras.intrinsics[index]
            let name = image.filename.split(separator: "/").last?.split(separator: ".").first ?? ""
            moments.append(
                Moment(
                    name: String(name), image: image.filename, scan: scan.filename,
                    rig: Rig(
                        matrix: [values.fx, 0, values.cx, 0, values.fy, values.cy, 0, 0, 1], camera: camera,
                        lidar: lidar)))
        }
        return moments
    }
}
