internal import Datasets
internal import Foundation

extension DatasetTraits {
    /// The traits as people say them.
    var words: String { "\(isSynthetic ? "synthetic" : "real"), \(isMetric ? "metric" : "relative")" }
}

extension DatasetDescription {
    /// What the set tells, as people say it.
    var subjectWords: String {
        switch subject {
        case .depth: "depth"
        case .mattes: "alpha mattes"
        case .focalLength: "focal length"
        }
    }

    /// What the set is for, as people say it.
    var purposeWords: String { purpose == .both ? "training, evaluation" : purpose.rawValue }
}

extension EvaluationProtocol {
    /// The range and the number as people say them.
    var words: String {
        let range = nearest.flatMap { nearest in farthest.map { String(format: "%g to %g m", nearest, $0) } }
        return [range, sampleCount.map { "\($0) images" }].compactMap { $0 }.joined(separator: ", ")
    }
}
