import Foundation
import Testing
import Torch

@Suite("Hostile NPY files")
struct HostileNPYTests {
    private func npy(_ header: String, data: Int = 8, version: UInt8 = 1, claim: UInt64? = nil) -> Data {
        Data([0x93]) + Data("NUMPY".utf8) + Data([version, 0])
            + ZipBytes.le(claim ?? UInt64(header.utf8.count), version == 1 ? 2 : 4) + Data(header.utf8)
            + Data(count: data)
    }

    private func header(_ descriptor: String = "<f4", _ shape: String = "(2,)", order: String = "False") -> String {
        "{'descr': '\(descriptor)', 'fortran_order': \(order), 'shape': \(shape), }"
    }

    @Test("Headers are accepted in every form NumPy writes")
    func control() throws {
        for (text, shape) in [
            (header(), [2]), (header("<f4", "(2L, 1L)"), [2, 1]), (header("<f8", "()"), []),
            (header("=i1", "(8,)"), [8]),
            ("{\"shape\":(2,),\"descr\":\"<f4\",\"fortran_order\":False}   \n", [2]),
        ] {
            #expect(try NPYArray(npyData: npy(text)).shape == shape)
        }
        #expect(try NPYArray(npyData: npy(header(), version: 2)).scalarType == .float32)
    }

    @Test("Sizes must agree with the data")
    func sizes() {
        expectFailure(.truncated) { try NPYArray(npyData: npy(header("<f4", "(3,)"))) }
        expectFailure(.malformed) { try NPYArray(npyData: npy(header("<f4", "(1,)"))) }
        for shape in ["(4611686018427387904,)", "(4294967296, 4294967296)", "(9223372036854775807, 2)"] {
            expectFailure(.malformed, saying: "impossible shape") { try NPYArray(npyData: npy(header("<f4", shape))) }
            expectFailure(.malformed, saying: "impossible shape") {
                try NPYArray(npyData: npy(header("<f4", shape, order: "True")))
            }
        }
        expectFailure(.truncated) { try NPYArray(npyData: npy(header(), data: 0, claim: 500)) }
        expectFailure(.malformed) { try NPYArray(npyData: npy(header(), version: 2, claim: 1 << 31)) }
        expectFailure(.unsupported, saying: "version 4") { try NPYArray(npyData: npy(header(), version: 4)) }
        expectFailure(.truncated) { try NPYArray(npyData: Data([0x93, 0x4E])) }
    }

    @Test(
        "Broken headers are refused",
        arguments: [
            "", "{", "{}", "[]", "{'descr': '<f4'}", "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}",
            "{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': 2}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'shape': (2,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} x",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2", "{'descr': '<f4",
            "{'descr': '\\x3cf4', 'fortran_order': False}",
            "{'descr': __import__('os'), 'fortran_order': False, 'shape': (2,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': 1}",
        ])
    func broken(text: String) {
        expectFailure(.malformed, saying: "header") { try NPYArray(npyData: npy(text)) }
    }

    @Test("Element types that are not handled are named")
    func types() {
        for type in ["<c8", "<U4", "|V2", "<M8[ns]", "f4", "<f16"] {
            expectFailure(.unsupported, saying: type) { try NPYArray(npyData: npy(header(type))) }
        }
        expectFailure(.refused, saying: "Python objects") { try NPYArray(npyData: npy(header("|O"))) }
    }

    @Test("A file cut short is refused at every byte")
    func truncated() throws {
        let whole = try FileFixtures.data("fortran.npy")
        for count in 0..<whole.count {
            #expect(throws: FileFormatError.self) { try NPYArray(npyData: whole.prefix(count)) }
        }
    }
}
