import ArgumentParser
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The program: its subcommands, and the one way in which all of them fail.
@main
struct DepthProCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "depthpro",
        abstract: "Sharp metric depth from a single photo.",
        discussion: """
            Depth Pro, in Swift. A photo and a checkpoint give the depth of every pixel in metres and the focal length.

            First steps:
              depthpro doctor              check that everything needed is there
              depthpro predict photo.jpg   write depth/photo.npz, photo.jpg, photo.json
              depthpro help predict        everything about inputs, formats, focal length

            Exit status: 0 all done; 1 something failed; 64 the command line is wrong; 130 or 143 interrupted by \
            Ctrl-C or by a request to terminate, after finishing the file in hand.
            """,
        version: ProgramVersion.current,
        subcommands: [
            Predict.self, EditCommand.self, RenderCommand.self, MeasureCommand.self, PlaceCommand.self,
            CompareCommand.self, EvaluateCommand.self, ConvertCommand.self, SynthesizeCommand.self, TrainCommand.self,
            DatasetsCommand.self, BenchmarkCommand.self, QuantizeCommand.self, ModelsCommand.self, Doctor.self,
        ])

    /// Every failure is one line on standard error.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            leave(.success)
        } catch let code as ExitCode {
            leave(code)
        } catch {
            let code = exitCode(for: error)
            // Help, the version, completion scripts: what was asked for, so no failure.
            if code.isSuccess { exit(withError: error) }
            let isUsage = code == .validationFailure
            let text = isUsage ? message(for: error) : "\(error)"
            StandardError.write("depthpro: \(text.onOneLine)\(isUsage ? " (depthpro --help explains)" : "")\n")
            leave(code)
        }
    }

    /// Ends the process without running the destructors of libraries: a photo decoded ahead or a checksum may still be
    /// at work on other threads, which would crash on what is destroyed beneath them.
    private static func leave(_ code: ExitCode) -> Never {
        fflush(nil)
        _exit(code.rawValue)
    }
}
