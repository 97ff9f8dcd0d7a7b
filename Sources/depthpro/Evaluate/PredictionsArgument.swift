import ArgumentParser
import Foundation

/// `--predictions NAME=DIR`.
struct PredictionsArgument: ExpressibleByArgument {
    let name: String
    let folder: URL

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        name = String(parts[0])
        folder = URL(fileURLWithPath: String(parts[1]))
    }
}
