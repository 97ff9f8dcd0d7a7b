import Datasets
import Foundation
import Images
import Testing

/// What evaluation needs beyond depth: the paper's protocol, iBims-1's annotations and other form.
@Suite struct EvaluationSetTests {
    /// Table 18 of the paper: nearest and farthest depth, and how many pictures.
    @Test func agreesWithThePaper() throws {
        let table: [(String, Double, Double, Int)] = [
            ("booster", 0.001, 10, 228), ("eth3d", 0.1, 200, 454), ("ibims-1", 0.1, 10, 100),
            ("middlebury-2014", 0.001, 10, 15), ("nuscenes", 0.001, 80, 881), ("sintel", 0.01, 80, 1064),
            ("sun-rgbd", 0.001, 10, 5050),
        ]
        for (name, nearest, farthest, count) in table {
            let facts = try #require(try DatasetCatalog.description(of: name).evaluation)
            #expect(facts.nearest == nearest && facts.farthest == farthest && facts.sampleCount == count, "\(name)")
        }
        #expect(try DatasetCatalog.description(of: "dis-5k").evaluation?.sampleCount == 200)
    }

    @Test func tellsWhatSetsAreFor() throws {
        let names = { (subject: DatasetSubject) in DatasetCatalog.all.filter { $0.subject == subject }.map(\.name) }
        #expect(names(.mattes) == ["am-2k", "p3m-10k", "dis-5k"])
        #expect(names(.focalLength) == ["fivek", "dpdd", "ppr10k", "raise", "spaq", "zoom"])
        #expect(DatasetCatalog.all.filter { $0.purpose.includes(.training) }.count == 19)
        #expect(try DatasetCatalog.description(of: "hypersim").purpose == .both)
        #expect(try DatasetCatalog.description(of: "sintel").purpose == .evaluation)
        #expect(!DatasetPurpose.evaluation.includes(.training) && DatasetPurpose.both.includes(.evaluation))
        for set in DatasetCatalog.all {
            let copy = try JSONDecoder().decode(DatasetDescription.self, from: JSONEncoder().encode(set))
            #expect(copy == set)
        }
    }

    @Test func readsIBimsFromPictures() throws {
        let set = try DatasetCatalog.open("ibims-1", at: Fixtures.root("ibims-1-png"))
        let sample = try set.sample(at: 0)
        #expect(set.count == 1 && sample.id == "corridor_01")
        #expect(sample.intrinsics == Intrinsics(focalLength: 9.5, centerX: 8, centerY: 6))
        // 50 m in 65535 steps: half a step is 0.4 mm.
        #expect(abs(sample.depth.values[3 * 16 + 5] - 3.75) < 0.0004)
        for (x, y) in [(0, 11), (15, 11), (8, 6)] { #expect(sample.depth.values[y * 16 + x].isNaN) }
        #expect(sample.depth.values.filter(\.isNaN).count == 3)
    }

    @Test(arguments: ["ibims-1", "ibims-1-png"]) func readsAnnotations(folder: String) throws {
        let set = try #require(
            try DatasetCatalog.open("ibims-1", at: Fixtures.root(folder)) as? any AnnotatedDataset)
        let marks = try set.annotations(at: 0)
        for y in 0..<12 {
            for x in 0..<16 {
                #expect(marks.edges.values[y * 16 + x] == (y == 4 && (2..<9).contains(x) ? 1 : 0))
                #expect(marks.planes[0].mask.values[y * 16 + x] == (y < 6 && x < 8 ? 1 : 0))
                #expect(marks.planes[1].mask.values[y * 16 + x] == (y < 6 && x >= 8 ? 1 : 0))
            }
        }
        #expect(marks.planes.map(\.kind) == [.wall, .wall])
        guard folder == "ibims-1" else {
            #expect(marks.planes.allSatisfy { $0.normal == nil })
            return
        }
        // Published as right, forward, up: one plane faces the camera, the other the ceiling and the right.
        #expect(marks.planes[0].normal == SIMD3(0, 0, 1))
        let second = try #require(marks.planes[1].normal)
        #expect(abs(second.x - 0.6) < 1e-6 && abs(second.y + 0.8) < 1e-6 && second.z == 0)
    }

    /// Of several points in a pixel's direction the nearest counts, and nothing behind the camera.
    @Test func tellsSparseFromDense() throws {
        let set = try DatasetCatalog.open("nuscenes", at: Fixtures.root("nuscenes"))
        let depth = try set.sample(at: 0).depth
        #expect(depth.values.filter(\.isNaN).count == 1 && (depth.values.filter { !$0.isNaN }.max() ?? 0) < 11)
    }
}
