internal import Foundation

/// What folders hold, sorted into kinds.
struct AssetFiles {
    var models: [AssetLibrary.Entry] = []
    var textures: [AssetLibrary.Entry] = []
    var panoramas: [AssetLibrary.Entry] = []
    var pictures: [AssetLibrary.Entry] = []
    /// Of panoramas and photographs, by their names.
    var layouts: [String: URL] = [:]
    /// All of them, whatever else they are.
    private(set) var images: [AssetLibrary.Entry] = []
    private(set) var problems: [String] = []

    private static let modelTypes: Set = [
        "obj", "gltf", "glb", "stl", "fbx", "dae", "ply", "3ds", "off", "x3d", "blend", "lwo",
    ]
    private static let imageTypes: Set = ["jpg", "jpeg", "png", "webp", "tif", "tiff"]
    private static let layoutEnding = ".layout.json"
    private static let panoramaTypes: Set = ["hdr", "exr"]
    private static let pictureWords: Set = [
        "art", "illustration", "painting", "photo", "photograph", "picture", "poster",
    ]
    /// What a picture shows when it is not a surface's colour but another of its properties, or a test chart.
    private static let otherMapWords: Set = [
        "ambient", "ao", "arm", "bump", "disp", "displacement", "env", "envmap", "gloss", "glossiness", "grid",
        "height", "mask", "metallic", "metalness", "nor", "norm", "normal", "normals", "occlusion", "opacity", "orm",
        "preview", "reflection", "rough", "roughness", "spec", "specular", "thickness", "uvgrid",
    ]
    private static let textureWords: Set = [
        "asphalt", "bark", "brick", "cobble", "concrete", "fabric", "floor", "grass", "gravel", "ground", "leather",
        "marble", "metal", "noise", "paper", "paving", "plaster", "rock", "sand", "snow", "stone",
        "tile", "wallpaper", "wood",
    ]

    mutating func collect(_ folder: URL) throws(ScenesError) {
        let root = folder.standardizedFileURL
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root.path, isDirectory: &isFolder), isFolder.boolValue else {
            throw ScenesError(.unreadableAsset, "\(folder.relativePath) is not a folder of assets.")
        }
        let files = files(below: root)
        let indexed = facts(files.filter { $0.lastPathComponent == "index.jsonl" })
        let modelFolders = Set(
            files.filter { Self.modelTypes.contains(Self.type($0)) }.map { $0.deletingLastPathComponent() })
        for file in files {
            let name = file.lastPathComponent
            if name.hasSuffix(Self.layoutEnding) {
                layouts[String(name.dropLast(Self.layoutEnding.count))] = file
                continue
            }
            let fact = indexed[file]
            let words = Self.words(file, below: root)
            let entry = AssetLibrary.Entry(
                url: file, categories: (fact?.category.map { [$0] } ?? []) + words.filter { $0 != fact?.category },
                size: fact?.size, isPlain: fact?.isPlain ?? false)
            let type = Self.type(file)
            if Self.modelTypes.contains(type) {
                models.append(entry)
            } else if Self.panoramaTypes.contains(type) {
                if Self.otherMapWords.isDisjoint(with: Self.words(of: name)) {
                    panoramas.append(entry)
                }
            } else if Self.imageTypes.contains(type) {
                images.append(entry)
                let parent = file.deletingLastPathComponent()
                let belongsToModel =
                    modelFolders.contains(parent) || modelFolders.contains(parent.deletingLastPathComponent())
                sort(image: entry, isIndexed: fact != nil, words: Set(words), belongsToModel: belongsToModel)
            }
        }
    }

    private mutating func sort(
        image: AssetLibrary.Entry, isIndexed: Bool, words: Set<String>, belongsToModel: Bool
    ) {
        if isIndexed {
            textures.append(image)
        } else if belongsToModel || !Self.otherMapWords.isDisjoint(with: words) {
            return
        } else if !Self.pictureWords.isDisjoint(with: words) {
            pictures.append(image)
        } else if !Self.textureWords.isDisjoint(with: words) {
            textures.append(image)
        }
    }

    // MARK: Index

    private struct Fact {
        let category: String?
        let size: SIMD3<Float>?
        let isPlain: Bool
    }

    private struct Line: Decodable {
        let path: String
        let category: String?
        let sizeInMetres: [Float]?
        let isPlain: Bool?

        enum CodingKeys: String, CodingKey {
            case path, category
            case sizeInMetres = "size_m"
            case isPlain = "plain_white"
        }
    }

    /// What the indices say, by file.
    private mutating func facts(_ indices: [URL]) -> [URL: Fact] {
        var facts: [URL: Fact] = [:]
        for index in indices {
            let folder = index.deletingLastPathComponent()
            guard let data = try? Data(contentsOf: index, options: .mappedIfSafe) else {
                problems.append("\(index.relativePath) cannot be read.")
                continue
            }
            var broken = 0
            for text in data.split(separator: UInt8(ascii: "\n")) {
                guard let line = try? JSONDecoder().decode(Line.self, from: text) else {
                    broken += 1
                    continue
                }
                for base in [folder, folder.deletingLastPathComponent()] {
                    let url = base.appendingPathComponent(line.path).standardizedFileURL
                    guard FileManager.default.fileExists(atPath: url.path) else { continue }
                    facts[url] = Fact(
                        category: line.category?.lowercased(), size: Self.size(line.sizeInMetres),
                        isPlain: line.isPlain ?? false)
                    break
                }
            }
            if broken > 0 { problems.append("\(index.relativePath) has \(broken) lines that are no entries.") }
        }
        return facts
    }

    private static func size(_ numbers: [Float]?) -> SIMD3<Float>? {
        guard let numbers, numbers.count == 3, numbers.allSatisfy({ $0.isFinite && $0 >= 0 && $0 < 1e5 }),
            numbers.contains(where: { $0 > 0 })
        else { return nil }
        return [numbers[0], numbers[1], numbers[2]]
    }

    // MARK: Paths

    /// In the order of their paths, so that a seed means the same everywhere. Links are followed, and a folder that several
    /// lead to is seen once.
    private mutating func files(below root: URL) -> [URL] {
        var files: [URL] = []
        var visited: Set<String> = []
        var pending = [root]
        while let folder = pending.popLast() {
            let place = folder.resolvingSymlinksInPath().path
            guard visited.insert(place).inserted else { continue }
            // By path: a URL that is a link lists nothing.
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: place) else {
                problems.append("\(folder.relativePath) cannot be read.")
                continue
            }
            for name in names.sorted(by: >) where !name.hasPrefix(".") {
                let entry = folder.appendingPathComponent(name)
                let values = try? entry.resolvingSymlinksInPath().resourceValues(
                    forKeys: [.isDirectoryKey, .isRegularFileKey])
                if values?.isDirectory == true {
                    pending.append(entry)
                } else if values?.isRegularFile == true {
                    files.append(entry.standardizedFileURL)
                }
            }
        }
        return files.sorted { $0.path < $1.path }
    }

    private static func type(_ url: URL) -> String { url.pathExtension.lowercased() }

    private static func words(_ file: URL, below root: URL) -> [String] {
        let path = file.deletingPathExtension().path.dropFirst(root.path.count)
        var seen: Set<String> = []
        return words(of: String(path)).filter { seen.insert($0).inserted }
    }

    /// Lower-case words of `BirchTree_1`, and the singular where one ends in s.
    static func words(of name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var wasLower = false
        func close() {
            if word.count > 1 {
                words.append(word)
                if word.count > 3, word.hasSuffix("s"), !word.hasSuffix("ss") { words.append(String(word.dropLast())) }
            }
            word = ""
        }
        for character in name {
            if !character.isLetter || (character.isUppercase && wasLower) { close() }
            if character.isLetter { word.append(contentsOf: character.lowercased()) }
            wasLower = character.isLowercase
        }
        close()
        return words
    }
}
