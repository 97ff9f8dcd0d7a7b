import Datasets
import Evaluation
import Foundation
import Images

/// A data set opened for evaluation.
struct EvaluationSource: Sendable {
    let facts: EvaluatedDataset
    let range: ValidRange
    /// Changes when the scores would.
    let identity: String
    private let set: any DepthDataset
    private let limit: Int?

    /// - Parameters:
    ///   - limit: At most so many images, spread over the whole set.
    ///   - minimum: Instead of the data set's own.
    ///   - maximum: Instead of the data set's own.
    init(_ argument: DatasetArgument, name: String, limit: Int?, minimum: Double?, maximum: Double?) throws {
        set = try DatasetCatalog.open(argument.kind, at: argument.folder, split: argument.split)
        guard set.count > 0 else { throw CommandFailure("\(argument.path) has no image to score.") }
        self.limit = limit
        let range = ValidRange(minimum: minimum ?? 0, maximum: maximum ?? .infinity)
        self.range = range
        identity = "\(argument.kind) \(argument.split ?? "") \(argument.folder.standardizedFileURL.path) \(range)"
        facts = EvaluatedDataset(
            name: name, title: name, content: .depth, minimum: range.minimum,
            maximum: range.maximum.isFinite ? range.maximum : nil, count: min(set.count, limit ?? set.count))
    }

    /// Images to score.
    var count: Int { facts.count }

    /// What a person calls the image `number` when it cannot be read.
    func fallbackName(_ number: Int) -> String { "image \(number * set.count / count + 1)" }

    /// The image that rows call `name`; `nil` where there is none.
    func item(named name: String) throws -> EvaluationCase? {
        for number in 0..<count where self.name(number) == name { return try item(number).item }
        return nil
    }

    /// The name and the content of the image `number`, from 0.
    func item(_ number: Int) throws -> (name: String, item: EvaluationCase) {
        let sample = try set.sample(at: number * set.count / count)
        return (
            sample.id,
            EvaluationCase(
                photo: Photo(image: sample.image), truth: .depth(sample.depth), intrinsics: sample.intrinsics)
        )
    }
}
