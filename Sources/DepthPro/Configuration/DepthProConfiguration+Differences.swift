internal import Foundation

extension DepthProConfiguration {
    /// The fields in which `other` describes another network, each as "field: mine instead of theirs".
    func differences(from other: DepthProConfiguration) throws(DepthProError) -> [String] {
        var comparable = other
        let own = baseMapSize(rows: inputRows, columns: inputColumns)
        let base = other.baseMapSize(rows: inputRows, columns: inputColumns)
        // Where maps have the wanted size already, resizing them or not is the same.
        if own == base { comparable.resizesMaps = resizesMaps }
        let (mine, theirs) = (try fields(), try comparable.fields())
        return Set(mine.keys).union(theirs.keys).sorted().compactMap { field in
            let (one, another) = (mine[field] ?? "none", theirs[field] ?? "none")
            return one == another ? nil : "\(field): \(another) instead of \(one)"
        }
    }

    /// Every field by its path, such as `patchEncoder.width`.
    private func fields() throws(DepthProError) -> [String: String] {
        let object: Any
        do {
            object = try JSONSerialization.jsonObject(with: Data(try json().utf8))
        } catch {
            throw DepthProError(.invalidConfiguration, "the configuration cannot be compared: \(error)", cause: error)
        }
        var fields: [String: String] = [:]
        Self.flatten(object, "", into: &fields)
        return fields
    }

    private static func flatten(_ value: Any, _ path: String, into fields: inout [String: String]) {
        if let object = value as? [String: Any] {
            for (key, value) in object { flatten(value, path.isEmpty ? key : "\(path).\(key)", into: &fields) }
        } else if let array = value as? [Any] {
            for (index, value) in array.enumerated() { flatten(value, "\(path).\(index)", into: &fields) }
        } else if let number = value as? NSNumber, String(cString: number.objCType) == "c" {
            fields[path] = "\(number.boolValue)"
        } else {
            fields[path] = "\(value)"
        }
    }
}
