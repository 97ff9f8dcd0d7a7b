package import Foundation

/// Middlebury 2014 (D. Scharstein et al., GCPR 2014), also as the archives of the stereo benchmark hold it.
///
/// The paper's 15 images are as many as the benchmark's training part at full resolution, `trainingF`, has.
package struct Middlebury2014: MiddleburyDataset {
    package static let description = DatasetDescription(
        name: "middlebury-2014", title: "Middlebury 2014", content: "Indoor scenes in stereo, by structured light.",
        homepage: "https://vision.middlebury.edu/stereo/data/scenes2014/", licence: "free to use and cite",
        traits: .realMetric, purpose: .evaluation,
        evaluation: EvaluationProtocol(nearest: 0.001, farthest: 10, sampleCount: 15),
        tree: """
            <scene>/im0.png
            <scene>/disp0.pfm (in the benchmark's archives: disp0GT.pfm)
            <scene>/calib.txt
            (also one or two folders further down, such as MiddEval3/trainingF/<scene>)
            """)
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        frames = try Middlebury.frames(root, depth: 3)
    }
}
