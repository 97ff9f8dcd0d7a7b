/// The files of one sample, as paths relative to the data set's folder.
package struct Frame: Sendable, Hashable {
    /// Names the sample within its data set.
    package let id: String
    /// The image's path.
    package let image: String
    /// The depth file's path.
    package let depth: String
    /// The paths of what else is read: camera, masks.
    package let others: [String]

    package init(id: String, image: String, depth: String, others: [String] = []) {
        self.id = id
        self.image = image
        self.depth = depth
        self.others = others
    }

    /// All files of the sample.
    package var files: [String] { [image, depth] + others }
}
