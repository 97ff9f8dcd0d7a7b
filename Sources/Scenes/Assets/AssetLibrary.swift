public import Foundation

/// Meshes, textures, panoramas and pictures in folders that the user names.
///
/// Everything is found at once and read when first asked for; what was read is kept. Categories come from an
/// `index.jsonl` where a folder has one, else from the words of paths (`kits/furniture/sofa_01.glb` is a `sofa`).
public final class AssetLibrary: Sendable {
    /// A mesh with its materials, in metres, Y up, standing on y = 0.
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
    }

    /// Meshes: OBJ, glTF, GLB, STL and whatever else Assimp reads.
    public let models: [Entry]
    /// Tileable surface textures.
    public let textures: [Entry]
    /// Equirectangular HDR panoramas.
    public let panoramas: [Entry]
    /// Photographs and paintings, for frames, posters and screens.
    public let pictures: [Entry]

    /// Finds what the folders hold.
    ///
    /// - Throws: ``ScenesError`` where a folder is missing.
    public init(folders: [URL]) throws(ScenesError) {
        models = []
        textures = []
        panoramas = []
        pictures = []
    }

    /// Reads a model; the same object each time.
    public func model(_ entry: Entry) throws(ScenesError) -> Model {
        throw ScenesError(.unreadableAsset, "\(entry.url.path) cannot be read yet.")
    }

    /// Reads a texture; the same object each time.
    public func texture(_ entry: Entry) throws(ScenesError) -> Texture {
        throw ScenesError(.unreadableAsset, "\(entry.url.path) cannot be read yet.")
    }

    /// Reads a panorama; the same object each time.
    public func panorama(_ entry: Entry) throws(ScenesError) -> Sky.Panorama {
        throw ScenesError(.unreadableAsset, "\(entry.url.path) cannot be read yet.")
    }
}
