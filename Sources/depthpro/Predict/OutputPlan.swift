import ArgumentParser
import DepthFiles
import Foundation
import Geometry
import Images

/// Which files come of which photo, decided before anything is computed.
struct OutputPlan {
    /// One photo and its files.
    struct Job {
        let input: InputPhoto
        let files: DepthFileSet
        /// Whether the files are there already and shall stay.
        let isSkipped: Bool
    }

    let jobs: [Job]

    /// - Throws: `ValidationError` where an input would be overwritten.
    init(
        _ inputs: [InputPhoto], formats: [DepthFormat], output: URL, visualization: InverseDepthVisualization,
        geometry: GeometryOptions, skipsExisting: Bool
    ) throws {
        var taken: Set<String> = []
        let protected = Dictionary(inputs.map { ($0.realPath, $0.path) }) { first, _ in first }
        jobs = try inputs.map { input in
            let folder = input.subfolder.isEmpty ? output : output.appendingPathComponent(input.subfolder)
            let stem = Self.freeStem(of: input, formats, in: folder, taken: &taken)
            let files = DepthFileSet(
                formats: formats, stem: stem, folder: folder, visualization: visualization, geometry: geometry)
            for url in files.urls {
                guard let path = InputList.realPath(url.path), let victim = protected[path] else { continue }
                throw ValidationError(
                    "\(victim) would be overwritten by the \(url.pathExtension) of \(input.path): "
                        + "choose another folder with --output")
            }
            return Job(input: input, files: files, isSkipped: skipsExisting && files.exists)
        }
    }

    /// Finds out before hours of computing whether the folder can be written to, without making it.
    static func requireWritable(_ output: URL) throws {
        var folder = output.standardizedFileURL
        while !FileManager.default.fileExists(atPath: folder.path), folder.path != "/" {
            folder.deleteLastPathComponent()
        }
        guard InputList.isFolder(folder.path) else {
            throw CommandFailure("\(output.relativePath) cannot be written to: \(folder.relativePath) is not a folder")
        }
        guard FileManager.default.isWritableFile(atPath: folder.path) else {
            throw CommandFailure("\(output.relativePath) cannot be written to: permission denied")
        }
    }

    /// The photo's name without extension, with a number where another photo has taken it.
    private static func freeStem(
        of input: InputPhoto, _ formats: [DepthFormat], in folder: URL, taken: inout Set<String>
    ) -> String {
        let stem = input.url.deletingPathExtension().lastPathComponent
        var candidate = stem
        var number = 1
        while true {
            // Some file systems take "A" and "a" for the same. One photo's texture may be called as another's picture.
            let names = [candidate] + formats.flatMap { $0.fileNames(stem: candidate) }
            let paths = Set(names.map { "\(folder.path)/\($0)".lowercased() })
            if taken.isDisjoint(with: paths) {
                taken.formUnion(paths)
                return candidate
            }
            number += 1
            candidate = "\(stem)-\(number)"
        }
    }
}
