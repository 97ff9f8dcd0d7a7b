import ArgumentParser
import Datasets
import Foundation

/// `--dataset KIND:PATH`, with `@PART` behind the kind for a published part: `hypersim@test:/data/hypersim`.
struct DatasetArgument: ExpressibleByArgument {
    let kind: String
    let split: String?
    let path: String

    init?(argument: String) {
        guard let colon = argument.firstIndex(of: ":") else { return nil }
        let name = argument[..<colon].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard let kind = name.first, !kind.isEmpty, name.last?.isEmpty == false else { return nil }
        self.kind = String(kind)
        split = name.count == 2 ? String(name[1]) : nil
        path = String(argument[argument.index(after: colon)...])
        if path.isEmpty { return nil }
    }

    var folder: URL { URL(fileURLWithPath: path) }

    /// What tables call it: the kind, and where any folder will do, the folder.
    var name: String {
        let isAny = [DatasetCatalog.manifestName, DatasetCatalog.mattesName, DatasetCatalog.photosName].contains(kind)
        let base = isAny ? folder.standardizedFileURL.lastPathComponent : kind
        return split.map { "\(base)@\($0)" } ?? base
    }
}
