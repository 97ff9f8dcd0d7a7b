internal import Torch

/// The losses of a stage over a batch whose images come from different kinds of data.
struct StageLoss {
    private let stage: Stage

    init(_ stage: Stage) { self.stage = stage }

    /// What one batch costs.
    struct Value {
        /// The mean over the images; to be differentiated.
        let total: Tensor
        /// The sum over its images of each loss, unweighted, and how many they were.
        var parts: [LossName: (sum: Double, images: Int)] = [:]
    }

    /// The loss of canonical inverse depth.
    func depth(_ prediction: Tensor, _ batch: SampleBatch) throws(TorchError) -> Value {
        var value = Value(total: try Tensor.zeros([], device: prediction.device))
        var total = value.total
        let inverse = try prediction.to(.float32)
        for group in SampleGroup.allCases {
            let own = batch.groups.indices.filter { batch.groups[$0] == group }
            guard let terms = stage.losses[group], !own.isEmpty else { continue }
            let rows = try Tensor(integers: own.map(Int64.init), shape: [own.count]).to(inverse.device)
            let pair = InverseDepthPair(
                prediction: try inverse.gathered(0, rows), target: try batch.inverseDepth.gathered(0, rows),
                mask: try batch.mask.gathered(0, rows))
            for term in LossTerm.allCases {
                guard let weight = terms[term], weight != 0 else { continue }
                let sum = try term(pair, trimming: group.isReal ? stage.trimming : 0).sum()
                total = try total + sum * (weight / Double(batch.groups.count))
                value.parts[LossName(group, term)] = (try sum.item(), own.count)
            }
        }
        return Value(total: total, parts: value.parts)
    }

    /// The loss of the field of view, over images whose camera is known.
    func fieldOfView(_ degrees: Tensor, _ batch: SampleBatch) throws(TorchError) -> Value {
        let known = try Tensor(batch.hasCamera.map { $0 ? 1 : 0 }, shape: [batch.hasCamera.count]).to(degrees.device)
        let errors = try FieldOfViewLoss.squaredError(degrees.to(.float32), batch.fieldOfView) * known
        let sum = try errors.sum()
        let images = batch.hasCamera.count(where: \.self)
        return Value(
            total: try sum / Double(batch.hasCamera.count),
            parts: images == 0 ? [:] : [.fieldOfView: (try sum.item(), images)])
    }
}

/// How logs and reports name a loss: `synthetic-metric/mae`.
struct LossName: Hashable, Sendable, Comparable, CustomStringConvertible {
    let description: String

    init(_ group: SampleGroup, _ term: LossTerm) { description = "\(group.rawValue)/\(term.rawValue)" }
    private init(_ description: String) { self.description = description }

    static let fieldOfView = LossName("field-of-view")

    static func < (a: LossName, b: LossName) -> Bool { a.description < b.description }
}
