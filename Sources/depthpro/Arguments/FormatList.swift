import ArgumentParser
import DepthFiles

/// Formats separated by commas.
struct FormatList: CustomStringConvertible {
    let formats: [DepthFormat]

    static let standard = FormatList(formats: [.npz, .jpg, .json])

    init(formats: [DepthFormat]) { self.formats = formats }

    /// - Throws: `ValidationError` that names what is no format.
    init(argument: String) throws {
        formats = try argument.split(separator: ",", omittingEmptySubsequences: false).map { name in
            if let format = DepthFormat(rawValue: name.lowercased()) { return format }
            throw ValidationError("there is no format “\(name)”, only \(Self.names.joined(separator: ", "))")
        }
    }

    var description: String { formats.map(\.rawValue).joined(separator: ",") }

    static var names: [String] { DepthFormat.allCases.map(\.rawValue) }
}
