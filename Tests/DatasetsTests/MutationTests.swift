import Datasets
import Foundation
import Images
import Testing

/// Damaged files give an error or other numbers, never a crash or a hang.
///
/// HDF5 and MAT files are not among them: their libraries, which alone read them, do not promise to survive.
@Suite struct MutationTests {
    /// A generator that gives the same numbers in every run.
    private struct Random: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 32) | (state << 32)
        }
    }

    private func mutated(_ data: Data, _ random: inout Random) -> Data {
        var data = data
        for _ in 0..<Int.random(in: 1...8, using: &random) where !data.isEmpty {
            let position = Int.random(in: 0..<data.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: data[position] = UInt8.random(in: 0...255, using: &random)
            case 1: data[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: data[position] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
            default: data = data.prefix(max(position, 1))
            }
        }
        return Data(data)
    }

    private func fuzz(_ name: String, rounds: Int, as suffix: String? = nil, read: (URL) throws -> Void) throws {
        let original = try Data(contentsOf: Fixtures.root(name))
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: suffix ?? URL(fileURLWithPath: name).lastPathComponent)
        var random = Random(state: 20_261_122)
        var failures = 0
        for _ in 0..<rounds {
            try mutated(original, &random).write(to: file)
            do {
                try read(file)
            } catch let error as DatasetError {
                #expect(!error.message.isEmpty && !error.message.contains("\n"))
                failures += 1
            }
        }
        // The mutations must reach what the reader checks.
        #expect(failures > rounds / 20, "\(failures) of \(rounds)")
    }

    @Test func manifests() throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        var rows = [ManifestRow(id: "a/1", rgb: "a.png", depth: "a.exr"), ManifestRow(id: "b", rgb: "b", depth: "c")]
        rows[0].setCamera(Intrinsics(focalLength: 500, width: 640, height: 480), width: 640, height: 480)
        rows[0].depthScale = 0.001
        rows[1].kind = "synthetic"
        let file = folder.appending(path: "manifest.jsonl")
        try ManifestFile.write(rows, to: file)
        let original = try Data(contentsOf: file)
        var random = Random(state: 7)
        for _ in 0..<800 {
            try mutated(original, &random).write(to: file)
            guard let set = try? ManifestDataset(contentsOf: folder) else { continue }
            #expect(throws: DatasetError.self) { try set.sample(at: 0) }
            _ = set.rows[0].intrinsics(width: 640, height: 480)
        }
    }

    @Test func numPy() throws {
        try fuzz("arrays/float32.npy", rounds: 800) { _ = try NumPyFile.array(in: $0) }
        try fuzz("arrays/two.npz", rounds: 800) { _ = try NumPyFile.array("first", in: $0) }
    }

    @Test func bitmaps() throws {
        try fuzz("sail-vos-3d/ah_3a_ext/images/000000.bmp", rounds: 800) { _ = try SampleFile.image($0) }
    }

    @Test func annotations() throws {
        let name = "dynamic-replica/train/frame_annotations_train.jgz"
        try fuzz(name, rounds: 300) { _ = try SampleFile.gzippedJSON([String: Int].self, $0) }
    }

    @Test func sintel() throws {
        try fuzz("sintel/training/depth/alley_1/frame_0001.dpt", rounds: 120) { _ = try Sintel.depth($0) }
        try fuzz("sintel/training/camdata_left/alley_1/frame_0001.cam", rounds: 120) { _ = try Sintel.camera($0) }
    }

    @Test func calibrations() throws {
        try fuzz("middlebury-2014/Adirondack-perfect/calib.txt", rounds: 120) {
            _ = try StereoCalibration(contentsOf: $0)
        }
        try fuzz("booster/train/balanced/Bottle/calib_00-02.xml", rounds: 120) {
            let storage = try OpenCVStorage(contentsOf: $0)
            _ = try (storage.matrix("proj_matL"), storage.number("baselineLR"))
        }
    }

    @Test func points() throws {
        let name = "nuscenes/samples/LIDAR_TOP/n015-2018-07-24-11-22-45+0800__LIDAR_TOP__153240242730.pcd.bin"
        try fuzz(name, rounds: 120) { _ = try NuScenes.points($0) }
    }

    /// Numbers that are no numbers, or beyond all bounds, must not reach the projection's indices.
    @Test(arguments: [
        "v1.0-mini/sample_data.json", "v1.0-mini/calibrated_sensor.json", "v1.0-mini/ego_pose.json",
        "samples/LIDAR_TOP/n015-2018-07-24-11-22-45+0800__LIDAR_TOP__153240242730.pcd.bin",
    ])
    func nuScenes(path: String) throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let root = folder.appending(path: "nuscenes")
        try FileManager.default.copyItem(at: Fixtures.root("nuscenes"), to: root)
        let original = try Data(contentsOf: root.appending(path: path))
        var random = Random(state: 11)
        for _ in 0..<25 {
            try mutated(original, &random).write(to: root.appending(path: path))
            do {
                let set = try DatasetCatalog.open("nuscenes", at: root)
                for index in 0..<set.count { _ = try set.sample(at: index) }
            } catch let error as DatasetError {
                #expect(!error.message.isEmpty && !error.message.contains("\n"))
            }
        }
    }

    @Test func tables() throws {
        struct Row: Decodable { let token: String }
        try fuzz("nuscenes/v1.0-mini/sample_data.json", rounds: 120) {
            let table = try JSONTable(contentsOf: $0)
            _ = try (table.rows(Row.self, containing: "CAM_FRONT"), table.rows(Row.self, tokens: ["d0c", "d1l"]))
        }
        try fuzz("ddad/ddad_train_val/000000/scene_a0.json", rounds: 120) {
            _ = try SampleFile.json(DDADScene.self, $0)
        }
    }

    @Test func textFiles() throws {
        try fuzz("scannet/scans/scene0000_00/intrinsic/intrinsic_color.txt", rounds: 300) {
            let numbers = try SampleFile.matrix($0, rows: 4, columns: 4)
            _ = try Intrinsics(focalLength: numbers[0], middleX: numbers[2], middleY: numbers[6], file: "x")
        }
        try fuzz("hypersim/metadata_images_split_scene_v1.csv", rounds: 300) {
            _ = try SampleFile.table($0, columns: ["scene_name", "split_partition_name"])
        }
    }
}
