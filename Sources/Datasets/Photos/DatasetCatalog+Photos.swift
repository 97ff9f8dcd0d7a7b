public import Foundation

extension DatasetCatalog {
    /// Opens photographs that record their focal length, of the set called `name`, in the folder `root`.
    ///
    /// - Parameters:
    ///   - name: One of ``all`` whose subject is the focal length; or `photos` for any folder.
    ///   - root: The folder; folders within are searched too.
    ///   - list: A file of text that names the photographs to take; see ``open(_:at:split:list:)``.
    /// - Throws: ``DatasetError``, naming what is missing.
    public static func openPhotos(_ name: String, at root: URL, list: URL? = nil) throws(DatasetError) -> PhotoFolder {
        var title = root.lastPathComponent
        if name != photosName {
            let set = try find(
                name, in: photoSets, called: \.name, what: "set of photographs", others: [photosName])
            title = set.name
        }
        guard root.isDirectory else { throw DatasetError(.missing, "There is no folder \(root.relativePath).") }
        return try PhotoFolder(folder: root, name: title, list: list)
    }

    /// The sets that the paper measures focal lengths with (table 3). Which of their photographs it took is not
    /// published.
    static let photoSets = [
        set(
            "fivek", "FiveK", "5,000 photographs by single-lens reflex cameras, each retouched by five people.",
            "https://data.csail.mit.edu/graphics/fivek/", "custom, research only",
            "a/, b/ … e/<name>.tif (raw DNG files are not read)"),
        set(
            "dpdd", "DPDD", "500 scenes taken with a wide and a narrow aperture by a dual-pixel camera.",
            "https://github.com/Abdullah-Abuolaim/defocus-deblurring-dual-pixel", "MIT, as its repository says",
            "<any folder>/<name>.jpg (exported from the CR2 files, which are not read; the PNGs carry no EXIF)"),
        set(
            "ppr10k", "PPR10K", "11,161 raw portraits in 1,681 groups, retouched by three people.",
            "https://github.com/csjliang/PPR10K", "custom, non-commercial",
            "<any folder>/<name>.tif (raw files are not read)"),
        set(
            "raise", "RAISE", "8,156 unprocessed photographs by three Nikon cameras.",
            "http://loki.disi.unitn.it/RAISE/", "custom, research only",
            "TIFF/<name>.TIF (raw NEF files are not read)"),
        set(
            "spaq", "SPAQ", "11,125 photographs by 66 smartphones.", "https://github.com/h4nwei/SPAQ",
            "custom, research only", "TestImage/<number>.jpg"),
        set(
            "zoom", "ZOOM", "500 sequences of seven focal lengths each by a zoom lens (SR-RAW).",
            "https://ceciliavision.github.io/project-pages/project-zoom.html", "custom, research only",
            "train/<number>/<number>.JPG (raw ARW files are not read)"),
    ]

    private static func set(
        _ name: String, _ title: String, _ content: String, _ homepage: String, _ licence: String, _ tree: String
    ) -> DatasetDescription {
        DatasetDescription(
            name: name, title: title, content: content, homepage: homepage, licence: licence, traits: .realMetric,
            purpose: .evaluation, subject: .focalLength, tree: tree)
    }
}
