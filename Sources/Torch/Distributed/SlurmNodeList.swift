/// Slurm's short form of a list of machines, such as `gpu[01-04,07],login`.
package enum SlurmNodeList {
    /// The first machine of the list; `nil` where it is malformed.
    package static func firstHost(of list: String) -> String? {
        var host = ""
        var rest = Substring(list)
        while let character = rest.popFirst(), character != "," {
            guard character == "[" else {
                host.append(character)
                continue
            }
            guard let end = rest.firstIndex(of: "]") else { return nil }
            let first = rest[..<end].prefix { $0 != "," && $0 != "-" }
            guard !first.isEmpty, first.allSatisfy(\.isNumber) else { return nil }
            host += first
            rest = rest[rest.index(after: end)...]
        }
        return host.isEmpty || host.contains("]") ? nil : host
    }
}
