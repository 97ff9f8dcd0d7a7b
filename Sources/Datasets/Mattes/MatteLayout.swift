/// Where a published set of mattes keeps its pairs: each part in folders with the same names of files.
struct MatteLayout: Sendable {
    /// Two folders of files with the same names but for their extensions.
    struct Part: Sendable {
        /// The part's name, one of ``DatasetDescription/splits``, and what its ids begin with.
        let name: String
        /// The folder of images.
        let images: String
        /// The folder of mattes.
        let mattes: String
    }

    /// What is known of the set.
    let description: DatasetDescription
    /// A folder that downloads may be wrapped in.
    let wrapper: String
    /// The parts, in order.
    let parts: [Part]
    /// A part that a list in the set's folder selects from all others: its name and the list's.
    var listed: (name: String, file: String)?
}
