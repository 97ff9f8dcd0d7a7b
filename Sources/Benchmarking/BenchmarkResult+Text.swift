internal import Foundation

extension BenchmarkResult {
    /// A table for a person.
    package var text: String {
        var lines = [
            "\(processor), \(device), \(threads) thread\(threads == 1 ? "" : "s"), \(precision), libtorch \(libtorch), "
                + "attention by \(attention)",
            "\(Self.millions(parameters)) million parameters, \(input), \(batch) image\(batch == 1 ? "" : "s") a pass, "
                + "median of \(repeats)",
            "",
            Self.row("", "seconds", "share", "TFLOP", "TFLOP/s", "of matrix rate"),
        ]
        let whole = stages.reduce(0) { $0 + $1.time.median }
        for stage in stages { lines.append(row(stage, of: whole)) }
        lines += [
            "",
            "network       \(Self.seconds(network)), \(Self.number(teraoperationsPerSecond)) TFLOP/s, "
                + "\(Self.percent(teraoperationsPerSecond / matrixTeraoperationsPerSecond)) of the rate of matrix products "
                + "(\(Self.number(matrixTeraoperationsPerSecond)))",
            "photo to file \(Self.seconds(total)), \(Self.number(imagesPerSecond)) images/s",
            "load          \(Self.number(load)) s; first pass \(Self.number(first)) s",
            "peak memory   \(Self.gigabytes(peakProcessMemory)) of the process"
                + (peakDeviceMemory.map { ", \(Self.gigabytes($0)) of tensors on \(device)" } ?? "")
                + (peakReservedMemory.map { ", \(Self.gigabytes($0)) reserved there" } ?? ""),
            "energy        \(Self.energy(joulesPerImage))",
        ]
        if let sustained {
            lines.append(
                "sustained     network alone, \(Self.number(sustained.imagesPerSecond)) images/s; "
                    + Self.energy(sustained.joulesPerImage))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func energy(_ joulesPerImage: [String: Double]) -> String {
        guard !joulesPerImage.isEmpty else { return "not available (no energy counter can be read here)" }
        return joulesPerImage.sorted { $0.key < $1.key }
            .map { "\(number($0.value)) J an image (\($0.key)), \(number(1 / $0.value)) images/J" }
            .joined(separator: "; ")
    }

    private func row(_ stage: Stage, of whole: Double) -> String {
        let seconds = stage.time.median
        let rate = stage.teraoperations.map { $0 / max(seconds, 1e-9) }
        return Self.row(
            stage.name, Self.number(seconds), Self.percent(seconds / whole),
            stage.teraoperations.map(Self.number) ?? "", rate.map(Self.number) ?? "",
            rate.map { Self.percent($0 / matrixTeraoperationsPerSecond) } ?? "")
    }

    private static func row(_ name: String, _ columns: String...) -> String {
        let padded = columns.map { String(repeating: " ", count: max(1, 15 - $0.count)) + $0 }.joined()
        return (name.padding(toLength: 24, withPad: " ", startingAt: 0) + padded)
    }

    private static func seconds(_ timing: Timing) -> String {
        "\(number(timing.median)) s (\(number(timing.fastest)) to \(number(timing.slowest)))"
    }

    private static func percent(_ part: Double) -> String { String(format: "%.0f %%", 100 * part) }

    private static func millions(_ count: Int) -> String { String(format: "%.1f", Double(count) / 1e6) }

    private static func gigabytes(_ bytes: Int) -> String { String(format: "%.2f GB", Double(bytes) / 1e9) }

    /// Three digits that matter.
    private static func number(_ value: Double) -> String {
        switch abs(value) {
        case 100...: String(format: "%.0f", value)
        case 10..<100: String(format: "%.1f", value)
        case 1..<10: String(format: "%.2f", value)
        case 0.001..<1: String(format: "%.3g", value)
        default: value == 0 ? "0" : String(format: "%.1e", value)
        }
    }
}
