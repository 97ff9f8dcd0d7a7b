public import Foundation

/// Meshes, textures, panoramas and pictures in folders that the user names.
///
/// Everything is found at once and read when first asked for; what was read is kept, up to a bound. Categories come
/// from an `index.jsonl` where a folder has one, else from the words of paths (`kits/furniture/sofa_01.glb` is a
/// `sofa`).
///
/// A line of an index is a JSON object: `path`, relative to the index or to the folder above it, and where known
/// `category`, `size_m` (extent along X, Y and Z in metres) and `plain_white` (whether colours were lost, so that any
/// will do).
public final class AssetLibrary: Sendable {
    /// A mesh with its materials, in metres, Y up, standing on y = 0, centred in X and Z.
    public struct Model: Sendable {
        /// Its shape.
        public let mesh: Mesh
        /// One for each slot.
        public let materials: [Material]
        /// Extent along X, Y and Z in metres.
        public let size: SIMD3<Float>
    }

    /// Where a model can be read from, and how large it is where an index says so.
    public struct Entry: Sendable, Hashable {
        /// The file.
        public let url: URL
        /// Lower-case words: `chair`, `tree`, `wood`.
        public let categories: [String]
        /// Extent in metres, where an index says.
        public let size: SIMD3<Float>?
        /// Whether an index says that the file's colours were lost.
        package let isPlain: Bool
    }

    /// Meshes: OBJ, glTF, GLB, STL and whatever else Assimp reads; empty where Assimp is missing.
    public let models: [Entry]
    /// Tileable surface textures.
    public let textures: [Entry]
    /// Equirectangular HDR panoramas.
    public let panoramas: [Entry]
    /// Photographs and paintings, for frames, posters and screens.
    public let pictures: [Entry]

    /// Photographs of which a `NAME.layout.json` tells where things are.
    let photographs: [Entry]

    private let layouts: [String: URL]
    private let modelsByCategory: [String: [Entry]]
    private let texturesByCategory: [String: [Entry]]
    private let modelCache = AssetCache<Model>(budget: 1 << 29)
    private let textureCache = AssetCache<Texture>(budget: 1 << 29)
    private let panoramaCache = AssetCache<Sky.Panorama>(budget: 1 << 28)
    private let log = ProblemLog()

    /// Finds what the folders hold.
    ///
    /// - Throws: ``ScenesError`` where a folder is missing.
    public init(folders: [URL]) throws(ScenesError) {
        var files = AssetFiles()
        for folder in folders { try files.collect(folder) }
        for problem in files.problems { log.add(problem) }
        if let reason = ModelReader.unavailable, !files.models.isEmpty {
            log.add("\(files.models.count) models are left out: \(reason).")
            files.models = []
        }
        models = files.models
        textures = files.textures
        panoramas = files.panoramas
        pictures = files.pictures
        layouts = files.layouts
        photographs = files.images.filter { files.layouts[Self.name($0)] != nil }
        modelsByCategory = Self.grouped(models)
        texturesByCategory = Self.grouped(textures)
    }

    /// Why files were skipped: a line each.
    public var problems: [String] { log.lines }

    /// Models of any of the categories, without repetition, in the order of their paths.
    public func models(of categories: [String]) -> [Entry] { Self.union(modelsByCategory, categories) }

    /// Textures of any of the categories, without repetition, in the order of their paths.
    public func textures(of categories: [String]) -> [Entry] { Self.union(texturesByCategory, categories) }

    /// Reads a model; the same one each time while memory is left.
    public func model(_ entry: Entry) throws(ScenesError) -> Model {
        try modelCache.value(entry.url, bytes: ModelReader.bytes) { () throws(ScenesError) in
            try ModelReader.read(entry, textures: textureCache)
        }
    }

    /// Reads one model of any format that Assimp knows: glTF, GLB, OBJ, FBX, STL, PLY, Collada and others.
    ///
    /// - Throws: ``ScenesError`` with code `libraryMissing` without Assimp, or `unreadableAsset`.
    public static func model(at url: URL) throws(ScenesError) -> Model {
        if let reason = ModelReader.unavailable {
            throw ScenesError(.libraryMissing, "Models are read with Assimp, which is missing here (\(reason)).")
        }
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw ScenesError(.unreadableAsset, "\(url.relativePath): there is no such file.")
        }
        return try ModelReader.read(
            Entry(url: url, categories: [], size: nil, isPlain: false), textures: AssetCache(budget: 1 << 29))
    }

    /// Reads a texture, at most 1024 pixels wide and high; the same one each time while memory is left.
    public func texture(_ entry: Entry) throws(ScenesError) -> Texture {
        try textureCache.value(entry.url, bytes: TextureReader.bytes) { () throws(ScenesError) in
            try TextureReader.read(entry.url)
        }
    }

    /// Reads a panorama, at most 1024 pixels wide, scaled so that a white page under it is near 1; the same one each
    /// time while memory is left.
    public func panorama(_ entry: Entry) throws(ScenesError) -> Sky.Panorama {
        try panoramaCache.value(entry.url, bytes: { $0.radiance.count * 16 }) { () throws(ScenesError) in
            try PanoramaReader.read(entry.url)
        }
    }

    /// Where things are in a panorama, from the file `NAME.layout.json` in any of the folders; `nil` where there is none.
    func layout(of panorama: Entry) throws(ScenesError) -> PanoramaLayout? {
        guard let url = layouts[Self.name(panorama)] else { return nil }
        return try PanoramaLayout(contentsOf: url)
    }

    private static func name(_ entry: Entry) -> String { entry.url.deletingPathExtension().lastPathComponent }

    /// One of the entries that can be read; the others are skipped and their reasons kept in ``problems``.
    package func pick<Value>(
        _ entries: [Entry], _ random: inout SeededGenerator, read: (Entry) throws(ScenesError) -> Value
    ) -> Value? {
        for _ in 0..<4 where !entries.isEmpty {
            do {
                return try read(random.pick(entries))
            } catch {
                log.add(error.message)
            }
        }
        return nil
    }

    private static func grouped(_ entries: [Entry]) -> [String: [Entry]] {
        var groups: [String: [Entry]] = [:]
        for entry in entries {
            for category in entry.categories { groups[category, default: []].append(entry) }
        }
        return groups
    }

    private static func union(_ groups: [String: [Entry]], _ categories: [String]) -> [Entry] {
        if categories.count == 1 { return groups[categories[0]] ?? [] }
        var seen: Set<URL> = []
        return categories.flatMap { groups[$0] ?? [] }.filter { seen.insert($0.url).inserted }
    }
}
