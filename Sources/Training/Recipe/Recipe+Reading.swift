public import Foundation
internal import Yams

extension Recipe {
    /// Reads a recipe, and checks that it can be run.
    ///
    /// - Throws: ``TrainingError`` with ``TrainingError/Code/invalidRecipe``, naming the place in the file.
    public init(contentsOf url: URL) throws(TrainingError) {
        let text: String
        do {
            text = try String(contentsOf: url, encoding: .utf8)
        } catch {
            throw TrainingError(
                .invalidRecipe, "\(url.path): cannot be read: \(error.localizedDescription)", cause: error)
        }
        do {
            try self.init(text: text)
        } catch {
            throw TrainingError(error.code, "\(url.path): \(error.message)", cause: error.cause)
        }
    }

    /// Reads a recipe from YAML.
    ///
    /// - Throws: ``TrainingError`` with ``TrainingError/Code/invalidRecipe``.
    public init(text: String) throws(TrainingError) {
        do {
            self = try YAMLDecoder().decode(Recipe.self, from: text)
        } catch let error as DecodingError {
            throw TrainingError(.invalidRecipe, Self.sentence(error), cause: error)
        } catch {
            throw TrainingError(.invalidRecipe, "This is not YAML: \(error)", cause: error)
        }
        try validate()
    }

    private static func sentence(_ error: DecodingError) -> String {
        func place(_ path: [any CodingKey]) -> String {
            path.isEmpty
                ? "the recipe" : path.map { $0.intValue.map { "[\($0 + 1)]" } ?? $0.stringValue }.joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context): return "\(place(context.codingPath)) lacks “\(key.stringValue)”"
        case .typeMismatch(let type, let context): return "\(place(context.codingPath)) is no \(type)"
        case .valueNotFound(_, let context): return "\(place(context.codingPath)) is empty"
        case .dataCorrupted(let context):
            if let broken = context.underlyingError as? YamlError { return sentence(broken) }
            return "\(place(context.codingPath)): \(context.debugDescription)"
        @unknown default: return "\(error)"
        }
    }

    /// What is no YAML, where, and why; in one line, as Yams' own description is not.
    private static func sentence(_ error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return "this is not YAML in line \(mark.line), column \(mark.column): \(problem)"
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.sorted().map { "“\($0)”" }.joined(separator: ", ")
            return "this is not YAML: \(names) stands there twice, near line \(context.mark.line)"
        default: return "this is not YAML: \("\(error)".prefix { $0 != "\n" })"
        }
    }
}
