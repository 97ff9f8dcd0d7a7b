import ArgumentParser
import DepthFiles

/// Formats separated by commas.
struct FormatList: ExpressibleByArgument {
    let formats: [DepthFormat]

    static let standard = FormatList(formats: [.npz, .jpg, .json])

    init(formats: [DepthFormat]) { self.formats = formats }

    init?(argument: String) {
        var formats: [DepthFormat] = []
        for name in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let format = DepthFormat(rawValue: name.lowercased()) else { return nil }
            formats.append(format)
        }
        self.formats = formats
    }

    var defaultValueDescription: String { formats.map(\.rawValue).joined(separator: ",") }

    static var allValueStrings: [String] { DepthFormat.allCases.map(\.rawValue) }
}
