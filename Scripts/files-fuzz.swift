// The targets of Scripts/files-fuzz.sh; FUZZ_TARGET chooses one.
import Foundation

private let target = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? "archive"

/// libFuzzer's entry: reads one input as the chosen kind of file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = Data(bytes: start, count: count)
    if target == "npy" {
        _ = try? NPYArray(npyData: input)
        return 0
    }
    if target == "pickle" {
        // The machine alone: no archive to write for each input.
        let storage = FileBytes(OwnedBytes(Data(0..<16)), url: nil)
        var machine = PickleMachine(file: FileBytes(OwnedBytes(input), url: nil)) { _ in storage }
        _ = input.withUnsafeBytes { pickle in try? machine.run(pickle) }
        machine.tensors.forEach(touch)
        return 0
    }
    let bytes = FileBytes(OwnedBytes(input), url: target == "safetensors" ? URL(filePath: "x.safetensors") : nil)
    guard let archive = try? TensorArchive.open(bytes, at: URL(filePath: "x")) else { return 0 }
    archive.names.compactMap { archive[$0] }.forEach(touch)
    return 0
}

/// Reads every element, unless a view repeats few of them very often.
private func touch(_ tensor: StoredTensor) {
    if tensor.byteCount < 1 << 22 { _ = tensor.contiguousData() }
}
