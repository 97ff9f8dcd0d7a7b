/// A figure that the Depth Pro paper (arXiv 2410.02073, Tables 1 to 4 and 6) gives for a method.
public struct PublishedResult: Sendable, Hashable {
    /// The table's number.
    public let table: Int
    /// As the paper names it.
    public let method: String
    /// As commands name it: `sun-rgbd`.
    public let dataset: String
    /// What was measured.
    public let metric: Metric
    /// In the unit of ``metric``; shares in 0…1.
    public let value: Double

    /// Every figure, in the order of the paper.
    public static let all: [PublishedResult] = PublishedTable.all.flatMap(\.results)

    /// Those of a data set; case, hyphens and underscores of its name do not matter.
    public static func all(dataset name: String) -> [PublishedResult] {
        let wanted = plain(name)
        return byDataset[aliases[wanted] ?? wanted] ?? []
    }

    private static let byDataset = Dictionary(grouping: all) { plain($0.dataset) }

    /// What else the paper's data sets are called. Its Middlebury has the number and size of images of the 2014 set.
    private static let aliases = ["ibims": "ibims1", "middlebury2014": "middlebury"]

    private static func plain(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }
}
