import ArgumentParser
import Scenes

/// A width and a height, as `--size` has them: `384x384`.
struct PictureSize: CustomStringConvertible {
    let width: Int
    let height: Int

    var description: String { "\(width)x\(height)" }

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    init(argument: String) throws {
        let parts = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let width = parts[0], let height = parts[1],
            SynthesisOptions.sizes.contains(width), SynthesisOptions.sizes.contains(height)
        else {
            throw ValidationError(
                "“\(argument)” is no size; write width x height, each from \(SynthesisOptions.sizes.lowerBound) to "
                    + "\(SynthesisOptions.sizes.upperBound), as in 384x384")
        }
        self.init(width: width, height: height)
    }
}
