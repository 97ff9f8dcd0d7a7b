import DepthFiles
import DepthPro
import Foundation
import Images
import Torch

/// Takes the planned photos through decoding, the network and the writers, one after the other; while the network
/// computes, the next photo is decoded.
struct PredictRun {
    struct Settings {
        let focalLength: FocalLengthOption?
        let ignoresExif: Bool
        let limits: PhotoLimits
        let keepsGoing: Bool
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
        var next: Task<DecodedPhoto, Never>? = decode(jobs[0])
        report.begin("loading the network")
        let model = try openModel()
        try await model.estimator.load()
        let computation = try Computation(model, settings: settings)
        for (index, job) in jobs.enumerated() {
            guard !isStopped, let current = next else { break }
            report.begin("\(job.input.path): decoding")
            let decoded = await current.value
            next = index + 1 < jobs.count ? decode(jobs[index + 1]) : nil
            report.begin(job.input.path)
            do {
                report.succeed(job, try await computation(decoded, job))
            } catch {
                report.fail(
                    job.input.path, "\(error)".contains(job.input.path) ? "\(error)" : "\(job.input.path): \(error)")
            }
        }
    }

    private func decode(_ job: OutputPlan.Job) -> Task<DecodedPhoto, Never> {
        let (url, limits) = (job.input.url, settings.limits)
        return Task.detached { DecodedPhoto(contentsOf: url, limits: limits) }
    }
}
