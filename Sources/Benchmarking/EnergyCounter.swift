internal import Foundation

/// Energy taken since some moment long ago, in joules, where the machine counts it.
struct EnergyCounter {
    /// What it counts: "processor" or "GPU".
    let part: String
    private let read: () -> Double?

    /// The energy between two readings; `nil` where one failed.
    func joules<Result>(during body: () throws -> Result) rethrows -> (result: Result, joules: Double?) {
        let before = read()
        let result = try body()
        guard let before, let after = read(), after >= before else { return (result, nil) }
        return (result, after - before)
    }

    /// The counters of this machine that can be read: RAPL's for processors, NVML's for NVIDIA's GPUs.
    static func available(gpu: Int?) -> [EnergyCounter] {
        var counters: [EnergyCounter] = []
        let packages = RAPL.packages()
        if !packages.isEmpty {
            counters.append(
                EnergyCounter(part: "processor") {
                    var sum = 0.0
                    for package in packages {
                        guard let joules = package.joules() else { return nil }
                        sum += joules
                    }
                    return sum
                })
        }
        if let gpu, let meter = NVML(device: gpu) { counters.append(EnergyCounter(part: "GPU") { meter.joules() }) }
        return counters
    }
}

/// Intel's and AMD's energy counters, as Linux shows them to those who may read them.
private struct RAPL {
    let file: String

    static func packages(root: String = "/sys/class/powercap") -> [RAPL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        // "intel-rapl:0" is a package; "intel-rapl:0:0" a part of it.
        return names.filter { $0.hasPrefix("intel-rapl:") && $0.filter { $0 == ":" }.count == 1 }.sorted()
            .map { RAPL(file: "\(root)/\($0)/energy_uj") }.filter { $0.joules() != nil }
    }

    func joules() -> Double? {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
        return Double(text.trimmingCharacters(in: .whitespacesAndNewlines)).map { $0 / 1e6 }
    }
}
