import Datasets
import Evaluation
import Foundation
import Images

/// A data set of any kind, opened for evaluation.
struct EvaluationSource: Sendable {
    let facts: EvaluatedDataset
    let range: ValidRange
    /// Changes when the scores would.
    let identity: String
    private let set: any FileBackedDataset
    /// Of the images to score, in the set.
    private let places: [Int]

    /// - Parameters:
    ///   - limit: At most so many images, spread over the whole set.
    ///   - minimum: In metres, instead of the data set's own.
    ///   - maximum: In metres, instead of the data set's own.
    ///   - list: Names the images to take.
    ///   - unwanted: The names of images to leave out, with or without the folders that they are in.
    init(
        _ argument: DatasetArgument, name: String, limit: Int?, minimum: Double?, maximum: Double?, list: URL?,
        unwanted: Set<String>
    ) throws {
        set = try DatasetCatalog.openFiles(
            of: argument.kind, at: argument.folder, split: argument.split, list: list)
        let wanted = (0..<set.count).filter { [set] in
            let id = set.id(at: $0)
            let name = id.split(separator: "/").last.map(String.init) ?? id
            return !unwanted.contains(id) && !unwanted.contains(name)
        }
        guard !wanted.isEmpty else { throw CommandFailure("\(argument.path) has no image to score.") }
        let count = min(wanted.count, limit ?? wanted.count)
        places = (0..<count).map { wanted[$0 * wanted.count / count] }
        let description = try? DatasetCatalog.description(of: argument.kind)
        let nearest = minimum ?? description?.evaluation?.nearest ?? 0
        let farthest = maximum ?? description?.evaluation?.farthest ?? .infinity
        guard nearest < farthest else {
            throw CommandFailure("\(name): no depth lies from \(nearest) to \(farthest) m.")
        }
        range = ValidRange(minimum: nearest, maximum: farthest)
        identity = [
            argument.kind, argument.split ?? "", argument.folder.standardizedFileURL.path, "\(range)",
            list?.standardizedFileURL.path ?? "",
        ].joined(separator: " ")
        facts = EvaluatedDataset(
            name: name, title: description?.title ?? name, content: Self.content(of: set), minimum: nearest,
            maximum: farthest.isFinite ? farthest : nil, count: count)
    }

    private static func content(of set: any FileBackedDataset) -> EvaluatedDataset.Content {
        switch set {
        case is any MatteDataset: .mattes
        case is PhotoFolder: .focalLengths
        default: .depth
        }
    }

    /// Images to score.
    var count: Int { facts.count }

    /// What rows call the image `number`, from 0.
    func name(_ number: Int) -> String { set.id(at: places[number]) }

    /// The image that rows call `name`; `nil` where there is none.
    func item(named name: String) throws -> EvaluationCase? {
        guard let number = (0..<count).first(where: { self.name($0) == name }) else { return nil }
        return try item(number)
    }

    /// Reads the image `number`.
    func item(_ number: Int) throws -> EvaluationCase {
        let place = places[number]
        switch set {
        case let set as PhotoFolder:
            let sample = try set.photo(at: place)
            let (width, height) = (sample.image.width, sample.image.height)
            return EvaluationCase(
                photo: Photo(image: sample.image), truth: .camera,
                intrinsics: Intrinsics(focalLength: sample.focalLength.pixels, width: width, height: height))
        case let set as any MatteDataset:
            let sample = try set.sample(at: place)
            return EvaluationCase(photo: Photo(image: sample.image), truth: .matte(sample.matte), intrinsics: nil)
        case let set as any DepthDataset:
            let sample = try set.sample(at: place)
            return EvaluationCase(
                photo: Photo(image: sample.image), truth: .depth(sample.depth), intrinsics: sample.intrinsics,
                annotations: try (set as? any AnnotatedDataset)?.annotations(at: place))
        default: throw CommandFailure("\(facts.name) holds nothing that can be scored.")
        }
    }
}
