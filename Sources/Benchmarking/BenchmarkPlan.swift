package import DepthPro
package import Torch

/// What is to be measured.
package struct BenchmarkPlan {
    /// Whose weights.
    package enum Subject {
        case checkpoint(Checkpoint)
        /// Drawn at random, which takes as long.
        case random(DepthProConfiguration)

        /// The network's dimensions.
        package var configuration: DepthProConfiguration {
            switch self {
            case .checkpoint(let checkpoint): checkpoint.configuration
            case .random(let configuration): configuration
            }
        }
    }

    package var subject: Subject
    package var device: Device
    package var precision: Precision
    /// An encoded photo, as it would be read from a disk.
    package var photo: [UInt8]
    /// Photos in one pass.
    package var batch: Int
    /// Timed passes, after one that is not.
    package var repeats: Int
    /// For how long passes are queued without a pause, about; 0 for not at all.
    package var sustainedSeconds: Double

    package init(
        subject: Subject, device: Device, precision: Precision, photo: [UInt8], batch: Int = 1, repeats: Int = 5,
        sustainedSeconds: Double = 0
    ) {
        self.subject = subject
        self.device = device
        self.precision = precision
        self.photo = photo
        self.batch = batch
        self.repeats = repeats
        self.sustainedSeconds = sustainedSeconds
    }
}
