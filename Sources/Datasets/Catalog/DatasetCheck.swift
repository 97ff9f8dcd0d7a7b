public import Foundation

/// What was found in a copy of a data set.
public struct DatasetCheck: Sendable, Hashable, Codable {
    /// The data set's name.
    public let name: String
    /// How many samples it has.
    public let count: Int
    /// How many files its samples name; those that several share are counted once.
    public let fileCount: Int
    /// How many of the files are not there.
    public let missingCount: Int
    /// The first of the files that are not there.
    public let missing: [String]
    /// How many samples were read whole.
    public let readCount: Int
    /// What went wrong with those that could not be, a sentence each.
    public let faults: [String]

    /// Whether nothing is missing or wrong.
    public var isComplete: Bool { missingCount == 0 && faults.isEmpty }
}

extension DatasetCatalog {
    /// The most missing files that are named.
    private static let shownMissing = 20

    /// Checks a copy of the data set called `name`: whether every file of every sample is there, and whether some
    /// samples can be read.
    ///
    /// - Parameters:
    ///   - name: One of ``all``, or `manifest`, `mattes` or `photos`.
    ///   - root: The folder that holds the copy.
    ///   - split: One of its parts; `nil` for all.
    ///   - list: A file that names the samples to look for; see ``open(_:at:split:list:)``.
    ///   - sampleCount: How many samples to read whole, spread evenly; files that are missing anyway are not read.
    ///   - progress: Called now and then with the number of samples done and that of all.
    /// - Throws: ``DatasetError`` where the set cannot even be listed.
    public static func check(
        _ name: String, at root: URL, split: String? = nil, list: URL? = nil, sampleCount: Int = 3,
        progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) throws(DatasetError) -> DatasetCheck {
        let set = try openFiles(of: name, at: root, split: split, list: list)
        var seen = Set<String>()
        var missing: [String] = []
        var missingCount = 0
        var whole: [Int] = []
        for index in 0..<set.count {
            var isWhole = true
            for file in set.files(at: index) {
                let exists = file.exists
                isWhole = isWhole && exists
                guard seen.insert(file.path).inserted, !exists else { continue }
                missingCount += 1
                if missing.count < shownMissing { missing.append(file.relativePath) }
            }
            if isWhole { whole.append(index) }
            if index % 1000 == 0 { progress(index, set.count) }
        }
        progress(set.count, set.count)
        let chosen = spread(min(sampleCount, whole.count), over: whole)
        var faults: [String] = []
        for index in chosen {
            do { try set.verify(at: index) } catch { faults.append("\(error)") }
        }
        return DatasetCheck(
            name: set.name, count: set.count, fileCount: seen.count, missingCount: missingCount, missing: missing,
            readCount: chosen.count - faults.count, faults: faults)
    }

    /// `count` of the numbers, the first and the last among them.
    private static func spread(_ count: Int, over numbers: [Int]) -> [Int] {
        guard count > 1 else { return Array(numbers.prefix(max(count, 0))) }
        return (0..<count).map { numbers[$0 * (numbers.count - 1) / (count - 1)] }
    }
}
