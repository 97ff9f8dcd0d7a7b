import Datasets
import Foundation
import Images
import TensorFiles
import Testing

/// HDF5, MAT and NumPy files, against what h5py, SciPy and NumPy wrote into `arrays/`.
@Suite struct ArrayFileTests {
    private func file(_ name: String) -> URL { Fixtures.root("arrays").appending(path: name) }

    /// A 3 × 4 array of 0, 0.5, 1 … as each type can hold it.
    private static let numbers = (0..<12).map { Float($0) / 2 }

    @Test(arguments: ["float16", "float32", "float64", "big-endian", "chunked", "group/inner"])
    func readsHDF5Floats(name: String) throws {
        let array = try HDF5File.array(name, in: file("arrays.hdf5"))
        #expect(array.shape == [3, 4] && array.values == Self.numbers)
    }

    @Test(arguments: ["int8", "uint16", "int64"]) func readsHDF5Integers(name: String) throws {
        let array = try HDF5File.array(name, in: file("arrays.hdf5"))
        #expect(array.shape == [3, 4] && array.values == (0..<12).map { Float($0) })
    }

    @Test func readsHDF5OfThreeDimensions() throws {
        let array = try HDF5File.array("cube", in: file("arrays.hdf5"))
        #expect(array.shape == [2, 2, 3] && array.values == (0..<12).map { Float($0) })
        #expect(try array.raster(name: "cube").values == [0, 3, 6, 9])
    }

    @Test func readsPartsOfHDF5() throws {
        #expect(try HDF5File.shape(of: "cube", in: file("arrays.hdf5")) == [2, 2, 3])
        let part = try HDF5File.array("cube", part: 1, in: file("arrays.hdf5"))
        #expect(part.shape == [1, 2, 3] && part.values == (6..<12).map { Float($0) })
        #expect(try HDF5File.array("chunked", part: 2, in: file("arrays.hdf5")).values == [4, 4.5, 5, 5.5])
        // What is larger than its file can be may still have parts that are not.
        #expect(try HDF5File.shape(of: "vast", in: file("arrays.hdf5")) == [1 << 20, 1 << 20])
        let error = try #require(throws: DatasetError.self) {
            try HDF5File.array("cube", part: 2, in: file("arrays.hdf5"))
        }
        #expect(error.code == .malformed && error.message.contains("no part"), "\(error)")
    }

    @Test(arguments: [
        ("missing", "is not in the file"), ("text", "does not hold numbers"), ("scalar", "1 to 8 dimensions"),
        ("empty", "is empty"), ("vast", "larger than its file can be"), ("group", "is not in the file"),
    ]) func refusesHDF5(name: String, part: String) throws {
        let error = try #require(throws: DatasetError.self) { try HDF5File.array(name, in: file("arrays.hdf5")) }
        #expect(error.code == .malformed && error.message.contains(part) && error.message.contains(name), "\(error)")
    }

    @Test(arguments: ["v4.mat", "v5.mat", "v5-compressed.mat"]) func readsMAT(name: String) throws {
        let array = try MATFile.array("numbers", in: file(name))
        #expect(array.shape == [3, 4] && array.values == Self.numbers)
        let whole = try MATFile.array("whole", in: file(name))
        #expect(whole.shape == [1, 3] && whole.values == [1, 2, 3])
    }

    @Test func readsMATOfThreeDimensions() throws {
        let array = try MATFile.array("cube", in: file("v5.mat"))
        #expect(array.shape == [2, 2, 3] && array.values == (0..<12).map { Float($0) })
    }

    @Test(arguments: [("none", "is not in the file"), ("text", "real numbers"), ("complex", "real numbers")])
    func refusesMAT(name: String, part: String) throws {
        let error = try #require(throws: DatasetError.self) { try MATFile.array(name, in: file("v5.mat")) }
        #expect(error.code == .malformed && error.message.contains(part), "\(error)")
    }

    @Test func readsFieldsAndTextsOfMAT() throws {
        let names = ["corridor_01", "kitchen_02"]
        for name in names {
            let url = Fixtures.root("ibims-1").appending(path: "ibims1_core_mat/\(name).mat")
            let parameters = try MATFile.array("data", field: "mask_wall_paras", in: url)
            #expect(parameters.shape == [2, 4] && parameters.values == [0, 1, 0, -2, 0.6, 0, 0.8, 1])
            #expect(try MATFile.array("data", field: "rgb", in: url).shape == [12, 16, 3])
            for field in ["none", "mask_table_paras"] {
                #expect(throws: DatasetError.self) { try MATFile.array("data", field: field, in: url) }
            }
        }
        let lists = Fixtures.root("sun-rgbd").appending(path: "SUNRGBDtoolbox/traintestSUNRGBD/allsplit.mat")
        #expect(try MATFile.texts("alltest", in: lists) == ["/n/fs/sun3d/data/SUNRGBD/kv1/NYUdata/NYU0001"])
        for (name, url) in [("alltest", file("v5.mat")), ("numbers", file("v5.mat")), ("x", file("nowhere.mat"))] {
            #expect(throws: DatasetError.self) { try MATFile.texts(name, in: url) }
        }
    }

    @Test(arguments: ["float16.npy", "float32.npy", "float64.npy", "fortran.npy"]) func readsNPY(name: String) throws {
        let array = try NumPyFile.array(in: file(name))
        #expect(array.shape == [3, 4] && array.values == Self.numbers)
    }

    @Test func readsNPZ() throws {
        #expect(try NumPyFile.array("first", in: file("two.npz")).values == Self.numbers)
        #expect(try NumPyFile.array("second", in: file("two.npz")).values == [0, 1, 2])
        for name in [nil, "third"] {
            let error = try #require(throws: DatasetError.self) { try NumPyFile.array(name, in: file("two.npz")) }
            #expect(error.message.contains("first, second"), "\(error)")
        }
    }

    @Test func saysWhatIsNoArray() throws {
        let readers: [(URL) throws -> Void] = [
            { _ = try HDF5File.array("dataset", in: $0) }, { _ = try MATFile.array("x", in: $0) },
            { _ = try NumPyFile.array(in: $0) },
        ]
        for read in readers {
            var error = try #require(throws: DatasetError.self) { try read(file("nowhere")) }
            #expect(error.code == .missing)
            error = try #require(throws: DatasetError.self) { try read(Fixtures.root("expected.json")) }
            #expect(error.code == .malformed && error.message.contains("expected.json"))
        }
    }

    @Test func readsFromManyThreads() async throws {
        let url = file("arrays.hdf5")
        let mat = file("v5.mat")
        try await withThrowingTaskGroup(of: [Float].self) { group in
            for index in 0..<64 {
                group.addTask {
                    index % 2 == 0
                        ? try HDF5File.array("chunked", in: url).values : try MATFile.array("numbers", in: mat).values
                }
            }
            for try await values in group { #expect(values == Self.numbers) }
        }
    }

    @Test func unpacksGzip() throws {
        let packed = try Data(contentsOf: file("text.gz"))
        let text = String(repeating: "depth ", count: 1000)
        #expect(Gzip.inflate(packed, limit: 1 << 20) == Data(text.utf8))
        // Two members after each other are one text.
        #expect(Gzip.inflate(packed + packed, limit: 1 << 20) == Data((text + text).utf8))
        #expect(Gzip.inflate(packed, limit: 5999) == nil)
        #expect(Gzip.inflate(packed.dropLast(), limit: 1 << 20) == nil)
        #expect(Gzip.inflate(Data(text.utf8), limit: 1 << 20) == nil)
        #expect(Gzip.inflate(Data(), limit: 1 << 20) == nil)
    }
}
