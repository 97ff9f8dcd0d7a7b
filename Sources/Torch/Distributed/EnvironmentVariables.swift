/// A table of environment variables; an empty one counts as not set.
struct EnvironmentVariables {
    private let values: [String: String]

    init(_ values: [String: String]) { self.values = values }

    subscript(name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// The whole number, from 0, that a variable holds; `nil` where it is not set.
    func number(_ name: String) throws(TorchError) -> Int? {
        guard let text = self[name] else { return nil }
        guard text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text) else {
            throw TorchError(.invalidEnvironment, "\(name)=\(text) is no whole number from 0")
        }
        return number
    }
}
