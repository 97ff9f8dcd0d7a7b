package import Foundation

/// Middlebury 2021 (G. Pan, T. Sun, T. Weed, D. Scharstein): scenes seen by a phone on a robot's arm.
package struct Middlebury2021: MiddleburyDataset {
    package static let description = DatasetDescription(
        name: "middlebury-2021", title: "Middlebury 2021", content: "24 indoor scenes by a phone, structured light.",
        homepage: "https://vision.middlebury.edu/stereo/data/scenes2021/", licence: "free to use and cite",
        traits: .realMetric, purpose: .evaluation,
        tree: """
            data/<scene>/im0.png
            data/<scene>/disp0.pfm
            data/<scene>/calib.txt
            (data/ may be the folder itself)
            """)
    package let root: URL
    package var frames: [Frame]

    package init(root: URL, split: String?) throws(DatasetError) {
        self.root = root
        frames = try Middlebury.frames(root, depth: 2)
    }
}
