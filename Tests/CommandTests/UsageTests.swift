import Foundation
import Testing
import Torch

/// Wrong command lines, help, and `doctor`.
@Suite struct UsageTests {
    @Test(arguments: [
        ([], "Missing expected argument"),
        (["a.jpg", "--format", "npz,bmp"], "“bmp”"),
        (["a.jpg", "--format", ""], "format"),
        (["a.jpg", "--device", "gpu"], "--device"),
        (["a.jpg", "--device", "cuda:x"], "--device"),
        (["a.jpg", "--precision", "int4"], "--precision"),
        (["a.jpg", "--colormap", "rainbow"], "--colormap"),
        (["a.jpg", "--colormap", "magma", "--format", "npz"], "--colormap"),
        (["a.jpg", "--max-depth", "50"], "--max-depth is about 3D files"),
        (["a.jpg", "--points", "--format", "npz"], "--points is about 3D files"),
        (["a.jpg", "--format", "glb", "--simplify", "1.5"], "--simplify"),
        (["a.jpg", "--format", "ply", "--edge-threshold", "0"], "--edge-threshold"),
        (["a.jpg", "--format", "ply", "--max-points", "0"], "--max-points"),
        (["a.jpg", "--fov", "60", "--focal-length-px", "900"], "give one of them"),
        (["a.jpg", "--focal-length-35mm", "50", "--focal-length-px", "900"], "give one of them"),
        (["a.jpg", "--fov", "180"], "--fov"),
        (["a.jpg", "--fov", "nan"], "--fov"),
        (["a.jpg", "--focal-length-px", "1e300"], "--focal-length-px"),
        (["a.jpg", "--focal-length-px", "0"], "--focal-length-px"),
        (["a.jpg", "--focal-length-35mm", "-3"], "--focal-length-35mm"),
        (["a.jpg", "--threads", "0"], "--threads"),
        (["a.jpg", "--model", "a", "--model", "b"], "--model is given 2 times (a, b)"),
        (["a.jpg", "--max-pixels", "0"], "--max-pixels"),
        (["a.jpg", "--bogus"], "--bogus"),
    ]) func mistakesAreOneLine(arguments: [String], word: String) throws {
        try TestFiles.withFolder { folder in
            let run = try CommandRun(["predict"] + arguments, in: folder)
            #expect(run.status == 64)
            #expect(run.output.isEmpty)
            #expect(run.errorLines.count == 1 && run.errors.contains(word), "\(run.errors)")
        }
    }

    /// A person is believed: much is then too far to tell, or as near as can be told.
    @Test(arguments: [("1000000", " to 1e+04 m"), ("0.001", "0.0001 to ")])
    func absurdFocalLengthsAreTaken(pixels: String, range: String) throws {
        try TestFiles.withFolder { folder in
            try TestFiles.write("a.jpg", in: folder)
            let formats = "npz,png16,jpg,json"
            let run = try CommandRun.predict(
                ["a.jpg", "--focal-length-px", pixels, "--format", formats, "--legend"], in: folder)
            #expect(run.status == 0)
            #expect(run.errors.contains(range), "\(run.errors)")
        }
    }

    @Test func float16NeedsAGPU() throws {
        try TestFiles.withFolder { folder in
            try TestFiles.write("a.jpg", in: folder)
            let run = try CommandRun.predict(["a.jpg", "--precision", "float16", "--device", "cpu"], in: folder)
            #expect(run.status == 1)
            #expect(run.errorLines.count == 1 && run.errors.contains("float16 needs a GPU"), "\(run.errors)")
        }
    }

    @Test(.enabled(if: (try? Device.cudaCount()) == 0, "CUDA is there")) func absentDevicesAreExplained() throws {
        try TestFiles.withFolder { folder in
            try TestFiles.write("a.jpg", in: folder)
            for device in ["cuda", "cuda:7"] {
                let run = try CommandRun.predict(["a.jpg", "--device", device], in: folder)
                #expect(run.status == 1)
                #expect(run.errorLines.count == 1 && run.errors.contains("CUDA"), "\(run.errors)")
            }
        }
    }

    @Test func helpNamesEveryOption() throws {
        try TestFiles.withFolder { folder in
            let run = try CommandRun(["predict", "--help"], in: folder)
            #expect(run.status == 0)
            #expect(run.errors.isEmpty)
            for option in [
                "--output", "--format", "--batch", "--model", "--device", "--precision", "--threads",
                "--focal-length-px",
                "--focal-length-35mm", "--fov", "--ignore-exif", "--colormap", "--legend", "--recursive",
                "--skip-existing", "--keep-going", "--max-pixels", "--json", "--quiet", "--max-depth",
                "--edge-threshold", "--max-points", "--simplify", "--points", "--no-level",
            ] {
                #expect(run.output.contains("\(option) ") || run.output.contains("\(option)\n"), "\(option)")
            }
            #expect(run.output.contains("Examples:") && run.output.contains("Exit status:"))
            let root = try CommandRun(["--help"], in: folder)
            #expect(root.status == 0)
            for command in ["predict", "convert", "models", "doctor"] {
                #expect(root.output.contains("\n  \(command) "))
            }
        }
    }

    @Test func versionAndCompletions() throws {
        try TestFiles.withFolder { folder in
            let version = try CommandRun(["--version"], in: folder)
            #expect(version.status == 0)
            #expect(version.output.split(separator: ".").count == 3)
            for shell in ["bash", "zsh", "fish"] {
                let script = try CommandRun(["--generate-completion-script", shell], in: folder)
                #expect(script.status == 0)
                #expect(script.output.contains("skip-existing"))
            }
        }
    }

    @Test func doctorFindsEverything() throws {
        try TestFiles.withFolder { folder in
            let run = try CommandRun(["doctor", "--json"], in: folder)
            #expect(run.status == 0, "\(run.output)")
            let data = Data(run.output.utf8)
            let report = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            #expect(report["healthy"] as? Bool == true)
            let findings = try #require(report["findings"] as? [[String: String]])
            let names = findings.compactMap { $0["name"] }
            #expect(Set(names).isSuperset(of: ["depthpro", "processor", "libtorch", "CUDA", "libvips", "models"]))
            let text = try CommandRun(["doctor"], in: folder)
            for name in names { #expect(text.output.contains(name)) }
        }
    }

    @Test func doctorNamesWhatIsMissing() throws {
        try TestFiles.withFolder { folder in
            let environment = ["DEPTHPRO_CTORCH": folder.appendingPathComponent("nowhere.so").path]
            let run = try CommandRun(["doctor"], in: folder, environment: environment)
            #expect(run.status == 1)
            #expect(run.output.contains("MISSING  libtorch") && run.output.contains("make libtorch"), "\(run.output)")
            try TestFiles.write("a.jpg", in: folder)
            let predict = try CommandRun(
                ["predict", "a.jpg", "--model", TestFiles.checkpoint.path], in: folder, environment: environment)
            #expect(predict.status == 1)
            #expect(predict.errorLines.count == 1 && predict.errors.contains("make libtorch"), "\(predict.errors)")
        }
    }
}
