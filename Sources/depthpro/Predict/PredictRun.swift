import DepthFiles
import DepthPro
import Foundation
import Images
import Torch

/// Takes the planned photos through decoding, the network and the writers, all at the same time.
struct PredictRun {
    struct Settings {
        let focalLength: FocalLengthOption?
        let ignoresExif: Bool
        let limits: PhotoLimits
        let keepsGoing: Bool
        /// Photos in one pass through the network.
        let batch: Int
        let edges: EdgeChoice
        let averagesMirrored: Bool
    }

    let plan: OutputPlan
    let failures: [InputFailure]
    let settings: Settings
    var report: PredictReport

    private var isStopped: Bool {
        Interruption.exitStatus != nil || report.isUnread || (report.failed > 0 && !settings.keepsGoing)
    }

    /// - Parameter openModel: Called only when there is something to compute.
    /// - Returns: The program's exit status.
    mutating func run(openModel: () throws -> OpenedModel) async throws -> Int32 {
        Interruption.install()
        for failure in failures { report.fail(failure.input, failure.message) }
        for job in plan.jobs where job.isSkipped && !isStopped { report.skip(job) }
        let jobs = plan.jobs.filter { !$0.isSkipped }
        if !jobs.isEmpty, !isStopped { try await compute(jobs, openModel) }
        report.finish()
        return Interruption.exitStatus ?? report.exitStatus
    }

    private mutating func compute(
        _ jobs: [OutputPlan.Job], _ openModel: () throws -> OpenedModel
    ) async throws {
        try ImageLibrary.start()
        report.begin("loading the network")
        let model = try openModel()
        try await model.estimator.load()
        let pipeline = try pipeline(model)
        var begun = 0
        report.begin(jobs[0].input.path)
        await pipeline.run(jobs, isInterrupted: { Interruption.exitStatus != nil }) { job, result in
            switch result {
            case .success(let sidecar): report.succeed(job, sidecar)
            case .failure(let error):
                let (path, text) = (job.input.path, "\(error)")
                report.fail(path, text.contains(path) ? text : "\(path): \(text)")
            }
            begun += 1
            if begun < jobs.count { report.begin(jobs[begun].input.path) }
            // After Ctrl-C what is under way is still finished.
            return !report.isUnread && (report.failed == 0 || settings.keepsGoing)
        }
    }

    private func pipeline(_ model: OpenedModel) throws -> DepthPipeline<OutputPlan.Job, DepthSidecar> {
        let writing = try DepthWriting(model, settings: settings)
        let (limits, focalLength) = (settings.limits, settings.focalLength)
        // A GPU is faster than one core decodes and writes; beside a network on the CPU one of each suffices.
        let helpers =
            model.estimator.device.kind == .cpu ? 1 : min(16, max(2, ProcessInfo.processInfo.activeProcessorCount / 2))
        return DepthPipeline(
            model.estimator, batch: settings.batch, readers: max(helpers, settings.batch), writers: helpers,
            options: .init(
                usesCamera: !settings.ignoresExif, keepsCanonicalInverseDepth: settings.edges.refines(model.estimator),
                averagesMirrored: settings.averagesMirrored)
        ) { job in
            PipelinePhoto(try Photo(contentsOf: job.input.url, limits: limits), focalLength: focalLength)
        } finish: { job, estimate in
            try await writing(estimate, job)
        }
    }
}
