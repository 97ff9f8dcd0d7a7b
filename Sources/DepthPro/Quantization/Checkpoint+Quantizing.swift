public import Foundation
internal import Images
internal import Torch

extension Checkpoint {
    /// Writes the network with the transformers' matrices as 8-bit integers, a scale for each row, and their inputs'
    /// scales calibrated on photos. Everything else stays as it is.
    ///
    /// Such a checkpoint is a safetensors file of this package, loads like any other, and is computed in integers where
    /// the processor and libtorch can, otherwise as the numbers that the integers stand for.
    ///
    /// - Parameters:
    ///   - url: The file to write.
    ///   - photos: Some ten of the kind that the network will see, with the names to call them by; each is read twice.
    ///   - replacing: Whether a file that exists may be replaced.
    ///   - progress: Called with the part done, 0 to 1.
    /// - Throws: ``DepthProError``, `ImageError`, `TorchError`.
    public func quantize(
        to url: URL, calibratingOn photos: [URL], replacing: Bool = false, progress: (Double) -> Void = { _ in }
    ) throws {
        try validate()
        guard !photos.isEmpty else { throw DepthProError(.invalidOption, "Quantisation needs photos to calibrate on") }
        guard !archive.names.contains(where: { archive[$0]?.scalarType == .int8 }) else {
            throw DepthProError(.invalidOption, "\(self.url.path): is quantised already")
        }
        guard replacing || !FileManager.default.fileExists(atPath: url.path) else {
            throw DepthProError(.alreadyExists, "\(url.path): exists already")
        }
        let calibration = try calibrate(on: photos) { progress(0.95 * $0) }
        try QuantizedWriter(checkpoint: self, calibration: calibration).write(
            to: url, metadata: quantizedMetadata(photos))
        progress(1)
    }

    private func calibrate(on photos: [URL], progress: (Double) -> Void) throws -> Calibration {
        let tensors = CheckpointTensors(self)
        var done = 0
        return try withInferenceMode {
            try Calibration { (name) throws(TorchError) in
                try tensors.tensor(name, type: .float32, device: .cpu, isMutable: false)
            } run: { recorder in
                let network = try load(type: .float32, device: .cpu, recorder: recorder)
                let schedule = DepthProNetwork.Schedule.fitting(configuration, batch: 1, budget: 64 << 20)
                for photo in photos {
                    let input = try ImageInput.tensor(
                        Photo(contentsOf: photo).image, rows: configuration.inputRows,
                        columns: configuration.inputColumns, antialiases: configuration.antialiasesInput, device: .cpu)
                    _ = try network(input, schedule: schedule)
                    done += 1
                    progress(Double(done) / Double(2 * photos.count))
                }
            }
        }
    }

    private func quantizedMetadata(_ photos: [URL]) throws -> [String: String] {
        var metadata = archive.metadata
        metadata["format"] = "pt"
        metadata[DepthProConfiguration.metadataKey] = try configuration.json()
        metadata[Self.sourceKey] = archive.files.map(\.lastPathComponent).joined(separator: ", ")
        metadata[Self.sourceDigestKey] = try archive.files.map { try FileDigest.sha256(of: $0) }.joined(separator: ", ")
        metadata["depthpro.quantization"] =
            "int8, rows of weights; inputs by least squares on \(photos.count) photos, smoothed at norms"
        return metadata
    }
}
