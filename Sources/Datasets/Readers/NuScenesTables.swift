internal import Foundation

/// The tables of nuScenes, as far as they tell of the front camera and the laser scanner.
struct NuScenesTables {
    /// A row of `sample_data.json`: a file that a sensor made.
    struct File: Decodable {
        let sample_token, ego_pose_token, calibrated_sensor_token, filename: String
        let is_key_frame: Bool
    }

    /// A picture with the scan of the same moment.
    struct Pair {
        let id: String
        let camera, lidar: File
    }

    /// A row of `calibrated_sensor.json` or `ego_pose.json`.
    struct Pose: Decodable {
        let translation, rotation: [Double]
        let camera_intrinsic: [[Double]]?
    }

    private struct Moment: Decodable { let token, scene_token: String }
    private struct Scene: Decodable { let token, name: String }

    let pairs: [Pair]
    private let sensors, cars: [String: Pose]

    init(_ folder: URL) throws(DatasetError) {
        func table(_ name: String) throws(DatasetError) -> JSONTable {
            try JSONTable(contentsOf: folder.appending(path: "\(name).json"))
        }
        let files = try table("sample_data")
        let scans = try files.rows(File.self, containing: "samples/LIDAR_TOP/").filter(\.is_key_frame)
        let scanOfMoment = Dictionary(scans.map { ($0.sample_token, $0) }) { first, _ in first }
        let scenes = Dictionary(try table("scene").rows(Scene.self).map { ($0.token, $0.name) }) { first, _ in first }
        let samples = try table("sample").rows(Moment.self)
        let moments = Dictionary(samples.map { ($0.token, $0.scene_token) }) { first, _ in first }
        let pictures = try files.rows(File.self, containing: "samples/CAM_FRONT/").filter(\.is_key_frame)
        var ids = Set<String>()
        pairs = pictures.compactMap { picture in
            guard let scan = scanOfMoment[picture.sample_token] else { return nil }
            let scene = moments[picture.sample_token].flatMap { scenes[$0] } ?? "unknown"
            let name = URL(fileURLWithPath: picture.filename).deletingPathExtension().lastPathComponent
            let id = "\(scene)/\(name)"
            return ids.insert(id).inserted ? Pair(id: id, camera: picture, lidar: scan) : nil
        }
        let wanted = pairs.flatMap { [$0.camera, $0.lidar] }
        sensors = try table("calibrated_sensor").rows(Pose.self, tokens: Set(wanted.map(\.calibrated_sensor_token)))
        cars = try table("ego_pose").rows(Pose.self, tokens: Set(wanted.map(\.ego_pose_token)))
    }

    /// How the sensors stood, by the pairs' ids.
    func rigs() throws(DatasetError) -> [String: NuScenesRig] {
        var rigs: [String: NuScenesRig] = [:]
        for pair in pairs {
            guard let camera = sensors[pair.camera.calibrated_sensor_token],
                let lidar = sensors[pair.lidar.calibrated_sensor_token],
                let atCamera = cars[pair.camera.ego_pose_token], let atLidar = cars[pair.lidar.ego_pose_token],
                let matrix = camera.camera_intrinsic,
                let cameraMotion = camera.motion, let lidarMotion = lidar.motion, let carAtCamera = atCamera.motion,
                let carAtLidar = atLidar.motion
            else { throw DatasetError(.malformed, "The tables do not tell how the sensors stood for \(pair.id).") }
            rigs[pair.id] = NuScenesRig(
                matrix: matrix.flatMap { $0 }, camera: cameraMotion, lidar: lidarMotion, carAtCamera: carAtCamera,
                carAtLidar: carAtLidar)
        }
        return rigs
    }
}

extension NuScenesTables.Pose {
    var motion: RigidMotion? {
        guard translation.count == 3, rotation.count == 4 else { return nil }
        return RigidMotion(
            w: rotation[0], x: rotation[1], y: rotation[2], z: rotation[3],
            translation: SIMD3(translation[0], translation[1], translation[2]))
    }
}
