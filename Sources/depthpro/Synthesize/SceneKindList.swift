import ArgumentParser
import Foundation
import Scenes

/// The kinds of places that `--scenes` names.
struct SceneKindList {
    let kinds: [SceneKind]

    static let all = SceneKindList(kinds: SceneKind.rendered)
    static let names = SceneKind.allCases.map(\.rawValue).joined(separator: ", ")

    private init(kinds: [SceneKind]) { self.kinds = kinds }

    init(argument: String) throws {
        kinds = try argument.split(separator: ",").map { name in
            guard let kind = SceneKind(rawValue: name.trimmingCharacters(in: .whitespaces).lowercased()) else {
                throw ValidationError("there is no kind of place “\(name)”; known are \(Self.names)")
            }
            return kind
        }
        guard !kinds.isEmpty else { throw ValidationError("--scenes names none; known are \(Self.names)") }
    }
}

extension SceneKindList: CustomStringConvertible {
    var description: String { kinds.map(\.rawValue).joined(separator: ",") }
}
