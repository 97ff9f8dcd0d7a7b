import DepthPro
import Foundation
import Geometry
import Images
import Scenes
import Torch
import Views

/// Looks at everything the program needs; none of it has to be there.
enum Examination {
    static func findings() -> [Finding] {
        [program, processor] + libtorch() + [libvips()] + optional() + [ffmpeg(), models()]
    }

    private static var program: Finding {
        Finding(name: "depthpro", status: .ok, detail: "\(ProgramVersion.current), \(Bundle.main.executablePath ?? "")")
    }

    private static var processor: Finding {
        let features = Processor.vectorFeatures.joined(separator: " ")
        let name = [Processor.name, "\(ProcessInfo.processInfo.activeProcessorCount) cores"].compactMap(\.self)
        return Finding(
            name: "processor", status: .ok,
            detail: name.joined(separator: ", ") + (features.isEmpty ? "" : " (\(features))"))
    }

    // MARK: libtorch

    private static func libtorch() -> [Finding] {
        let shim = LibraryLocation.find()?.shim
        do {
            try LibTorch.load()
        } catch {
            // The message says what to do.
            return [Finding(name: "libtorch", status: .missing, detail: error.message)]
        }
        let place = Processor.loadedLibrary(named: "libtorch_cpu").map { ", \($0)" } ?? ""
        let isMatched = LibTorch.version == LibTorch.shimVersion
        return [
            Finding(name: "libtorch", status: .ok, detail: LibTorch.version + place),
            Finding(
                name: "shim", status: isMatched ? .ok : .note,
                detail: "compiled for \(LibTorch.shimVersion), \(shim ?? "")",
                advice: isMatched ? nil : "Compile it for the libtorch in use: make libtorch"),
            Finding(
                name: "arithmetic", status: .ok,
                detail: "\(LibTorch.cpuCapability), \(LibTorch.threadCount) threads, bfloat16 "
                    + (LibTorch.hasFastBFloat16 ? "in hardware" : "for weights only (this processor would emulate it)")),
            cuda(),
        ]
    }

    private static func cuda() -> Finding {
        do {
            if let problem = try Device.cudaProblem() {
                return Finding(
                    name: "CUDA", status: .note, detail: "none: \(problem)",
                    advice: Processor.hasNVIDIADriver
                        ? "Use a libtorch with CUDA: make libtorch TORCH=…/site-packages/torch"
                        : "Only needed for NVIDIA GPUs: then install the driver")
            }
            let count = try Device.cudaCount()
            let names = Processor.nvidiaDevices
            let driver = Processor.nvidiaDriver.map { ", driver \($0)" } ?? ""
            let list = names.isEmpty ? "" : " (\(names.joined(separator: ", ")))"
            return Finding(
                name: "CUDA", status: .ok, detail: "\(count) \(count == 1 ? "device" : "devices")\(list)\(driver)")
        } catch {
            return Finding(name: "CUDA", status: .note, detail: error.message)
        }
    }

    // MARK: Pictures, models

    private static func libvips() -> Finding {
        do throws(ImageError) {
            return Finding(name: "libvips", status: .ok, detail: try ImageLibrary.start())
        } catch {
            // The message says what to do.
            return Finding(name: "libvips", status: .missing, detail: error.message)
        }
    }

    /// What some commands need, and which.
    private static func optional() -> [Finding] {
        [
            finding(
                "libheif", HEIFLibrary.problem, for: "depth in HEIC photos, read and written (predict, convert)",
                debian: "libheif1"),
            finding(
                "meshoptimizer", MeshLibrary.problem, for: "meshes with fewer triangles (predict --simplify)",
                debian: "libmeshoptimizer2d"),
            finding(
                "Embree", SceneLibraries.rayTracingProblem, for: "ray tracing (place, synthesize, train)",
                debian: "libembree4-4"),
            finding(
                "Assimp", SceneLibraries.modelProblem, for: "3D models (place, and synthesize with --assets)",
                debian: "libassimp5"),
        ]
    }

    private static func finding(_ name: String, _ problem: String?, for use: String, debian: String) -> Finding {
        guard let problem else { return Finding(name: name, status: .ok, detail: "for \(use)") }
        return Finding(
            name: name, status: .note, detail: "missing, for \(use): \(problem)",
            advice: "apt-get install \(debian), where that is wanted")
    }

    private static func ffmpeg() -> Finding {
        do throws(ViewsError) {
            let facts = try FilmLibrary.start()
            let isGood = facts.encoder == "libx264"
            return Finding(
                name: "FFmpeg", status: isGood ? .ok : .note,
                detail: "for films (render, edit refocus --rack-to): \(facts.version), libswscale, "
                    + "\(facts.encoder ?? "no encoder"), \(facts.shim)",
                advice: isGood ? nil : "Films are smaller and better with an FFmpeg that has libx264")
        } catch {
            // The message says what to do.
            return Finding(name: "FFmpeg", status: .note, detail: error.message)
        }
    }

    private static func models() -> Finding {
        let store = ModelStore()
        let names = store.installed().map { "\($0.name) (\($0.url.path))" }
        guard names.isEmpty else {
            return Finding(name: "models", status: .ok, detail: names.joined(separator: ", "))
        }
        return Finding(
            name: "models", status: .note, detail: "none in \(store.folder.path)",
            advice: "Fetch Apple's, 1.9 GB: depthpro models fetch large; or name a checkpoint with --model PATH")
    }
}
