internal import Foundation
internal import Images

/// Reads pictures as textures.
enum TextureReader {
    /// Larger pictures are halved until they fit.
    static let maximumSize = 1024
    private static let limits = PhotoLimits(maximumPixels: 1 << 26)

    static func read(_ url: URL) throws(ScenesError) -> Texture {
        do {
            return texture(try TextureImage(contentsOf: url, limits: limits))
        } catch {
            throw ScenesError(.unreadableAsset, error.message, cause: error)
        }
    }

    static func read(_ data: Data, name: String) throws(ScenesError) -> Texture {
        do {
            return texture(try TextureImage(data: data, name: name, limits: limits))
        } catch {
            throw ScenesError(.unreadableAsset, error.message, cause: error)
        }
    }

    static func texture(_ image: TextureImage) -> Texture {
        texture(width: image.width, height: image.height, pixels: image.pixels)
    }

    static func texture(width: Int, height: Int, pixels: [UInt8]) -> Texture {
        var level = Texture.Level(width: width, height: height, pixels: pixels)
        while max(level.width, level.height) > maximumSize { level = level.halved() }
        return Texture(width: level.width, height: level.height, pixels: level.pixels)
    }

    /// With its halvings.
    static func bytes(_ texture: Texture) -> Int { texture.levels[0].pixels.count * 4 / 3 }
}
