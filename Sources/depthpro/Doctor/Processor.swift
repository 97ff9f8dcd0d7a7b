import Foundation

/// What the operating system tells of the processor and of NVIDIA's driver. Linux only; elsewhere nothing is known.
enum Processor {
    /// The processor's name.
    static var name: String? { field("model name").map { $0.trimmingCharacters(in: .whitespaces) } }

    /// The vector instructions that make a difference to a network.
    static var vectorFeatures: [String] {
        let flags = Set((field("flags") ?? field("Features") ?? "").split(separator: " ").map(String.init))
        return ["avx2", "avx512f", "avx512_bf16", "amx_bf16", "asimd", "bf16"].filter(flags.contains)
    }

    /// The path of a library within this process.
    static func loadedLibrary(named name: String) -> String? {
        guard let line = lines(of: "/proc/self/maps").first(where: { $0.contains("/\(name).") }),
            let start = line.firstIndex(of: "/")
        else { return nil }
        return String(line[start...])
    }

    static var hasNVIDIADriver: Bool { FileManager.default.fileExists(atPath: "/proc/driver/nvidia/version") }

    /// The driver's version: the first word with a point and digits only.
    static var nvidiaDriver: String? {
        lines(of: "/proc/driver/nvidia/version").first?.split(separator: " ").first {
            $0.contains(".") && $0.allSatisfy { $0.isNumber || $0 == "." }
        }.map(String.init)
    }

    /// The names of the GPUs.
    static var nvidiaDevices: [String] {
        let folder = "/proc/driver/nvidia/gpus"
        let gpus = (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? []
        return gpus.compactMap { gpu in
            lines(of: "\(folder)/\(gpu)/information").first { $0.hasPrefix("Model:") }
                .map { $0.dropFirst("Model:".count).trimmingCharacters(in: .whitespaces) }
        }
    }

    private static func field(_ name: String) -> String? {
        lines(of: "/proc/cpuinfo").first { $0.hasPrefix(name) }?.split(separator: ":", maxSplits: 1).last.map(
            String.init)
    }

    private static func lines(of path: String) -> [String] {
        // Files of the kernel have no length, so they are read to their end.
        guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.readToEnd() else { return [] }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
