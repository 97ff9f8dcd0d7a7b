public import Foundation

/// The models on this machine, by name.
///
/// A model is a checkpoint file (`.safetensors`, `.pt`, `.pth`) or a Hugging Face folder. Models lie, the first of a
/// name winning, in
/// 1. the models folder, which belongs to the user: `$DEPTHPRO_MODELS`, else `$XDG_DATA_HOME/depthpro/models`, else
///    `~/.local/share/depthpro/models` (on a Mac `~/Library/Application Support/depthpro/models`);
/// 2. `../share/depthpro/models` beside the program, and `Models/` in the package that the program was built in;
/// 3. `./checkpoints`, where Apple's own script puts `depth_pro.pt`; only that file is taken from there.
public struct ModelStore: Sendable {
    /// The models folder; need not exist.
    public let folder: URL
    private let bundledFolders: [URL]
    private let checkpointsFolder: URL?
    private let catalog: [KnownModel]

    /// A store over given folders.
    package init(
        folder: URL, bundledFolders: [URL] = [], checkpointsFolder: URL? = nil,
        catalog: [KnownModel] = ModelCatalog.models
    ) {
        self.folder = folder
        self.bundledFolders = bundledFolders
        self.checkpointsFolder = checkpointsFolder
        self.catalog = catalog
    }

    /// The store of this user and program.
    public init() {
        let program = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
        self.init(
            folder: Self.folder(environment: ProcessInfo.processInfo.environment),
            bundledFolders: program.map(Self.bundledFolders) ?? [],
            checkpointsFolder: URL(fileURLWithPath: "checkpoints", isDirectory: true))
    }

    /// What is known by name, installed or not.
    public var knownModels: [KnownModel] { catalog }

    /// Every model on this machine, those of the models folder first.
    public func installed() -> [InstalledModel] {
        var models: [InstalledModel] = []
        for folder in [folder] + bundledFolders { models += self.models(in: folder) }
        if let checkpointsFolder { models += self.models(in: checkpointsFolder).filter(\.isPublishedFile) }
        var names: Set<String> = []
        return models.filter { names.insert($0.name).inserted }
    }

    /// The checkpoint of a model's name, or at a path.
    ///
    /// A name, or a file's name in the models folder, goes before a path; `./large` is always a path.
    ///
    /// - Parameter model: `nil` for the first known model that is installed, `small` before `large`.
    /// - Throws: ``DepthProError`` with ``DepthProError/Code/modelNotFound``, which says what there is and how to get
    ///   more.
    public func resolve(_ model: String?) throws(DepthProError) -> URL {
        try find(model).url
    }

    /// As ``resolve(_:)``, with what is known about it.
    public func find(_ model: String?) throws(DepthProError) -> InstalledModel {
        let installed = installed()
        guard let model else {
            for known in catalog {
                if let found = installed.first(where: { $0.name == known.name }) { return found }
            }
            throw DepthProError(.modelNotFound, "No model is installed. \(advice(installed))")
        }
        if let found = installed.first(where: { $0.name == model || $0.url.lastPathComponent == model }) {
            return found
        }
        let url = URL(fileURLWithPath: model)
        if !model.isEmpty, FileManager.default.fileExists(atPath: model) {
            return InstalledModel(name: url.lastPathComponent, url: url, known: nil)
        }
        if let known = known(model) { throw DepthProError(.modelNotFound, missing(known)) }
        throw DepthProError(
            .modelNotFound, "There is no model, file or folder called “\(model)”. \(advice(installed))")
    }

    /// The known model of that name.
    public func known(_ name: String) -> KnownModel? { catalog.first { $0.name == name } }

    // MARK: Messages

    private func missing(_ known: KnownModel) -> String {
        guard known.source != nil else {
            return
                "The model “\(known.name)” is not installed: \(known.fileNames[0]) comes with the package in Models/, "
                + "and belongs there or in \(folder.path)"
        }
        return "The model “\(known.name)” is not installed: depthpro models fetch \(known.name)"
            + " puts it (\(known.byteCount.map(Self.size) ?? "unknown size")) into \(folder.path)"
    }

    private func advice(_ installed: [InstalledModel]) -> String {
        let names = installed.map(\.name).joined(separator: ", ")
        let fetchable = catalog.filter { known in known.source != nil && !installed.contains { $0.name == known.name } }
        let fetch = fetchable.map { "; depthpro models fetch \($0.name) fetches “\($0.name)”" }.joined()
        return "Installed: \(names.isEmpty ? "none" : names)\(fetch); other checkpoints may be put into \(folder.path)"
    }

    static func size(_ bytes: Int) -> String {
        bytes >= 1_000_000_000
            ? "\((Double(bytes) / 1e8).rounded() / 10) GB" : "\((Double(bytes) / 1e5).rounded() / 10) MB"
    }

    // MARK: Folders

    package static func folder(environment: [String: String]) -> URL {
        if let own = environment["DEPTHPRO_MODELS"], !own.isEmpty {
            return URL(fileURLWithPath: own, isDirectory: true)
        }
        // The specification of the variable wants relative paths ignored.
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            return URL(fileURLWithPath: data, isDirectory: true).appendingPathComponent("depthpro/models")
        }
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : URL(fileURLWithPath: $0, isDirectory: true) }
        #if os(macOS)
            let data = "Library/Application Support"
        #else
            let data = ".local/share"
        #endif
        return (home ?? FileManager.default.homeDirectoryForCurrentUser)
            .appendingPathComponent("\(data)/depthpro/models", isDirectory: true)
    }

    package static func bundledFolders(program: URL) -> [URL] {
        var folders = [program.deletingLastPathComponent().appendingPathComponent("share/depthpro/models")]
        var folder = program
        while folder.path != "/" {
            if folder.appendingPathComponent("Package.swift").isExistingFile {
                folders.append(folder.appendingPathComponent("Models"))
            }
            folder.deleteLastPathComponent()
        }
        return folders
    }

    /// Safetensors before other files of the same name.
    private func models(in folder: URL) -> [InstalledModel] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let extensions = ["safetensors", "pt", "pth"]
        var models: [InstalledModel] = []
        for name in names.sorted() where !name.hasPrefix(".") {
            let url = folder.appendingPathComponent(name)
            let isFolder = url.appendingPathComponent("config.json").isExistingFile
            guard isFolder || (extensions.contains(url.pathExtension.lowercased()) && url.isExistingFile) else {
                continue
            }
            let known = catalog.first { $0.fileNames.contains(name) }
            let stem = isFolder ? name : url.deletingPathExtension().lastPathComponent
            models.append(InstalledModel(name: known?.name ?? stem, url: url, known: known))
        }
        return models.sorted { one, other in
            let rank = { (model: InstalledModel) in
                (model.name, extensions.firstIndex(of: model.url.pathExtension.lowercased()) ?? extensions.count)
            }
            return rank(one) < rank(other)
        }
    }
}
