internal import Synchronization

/// Procedural textures, each made when first asked for and then kept; there are few enough to keep them all.
package enum SurfaceTextures {
    private struct Key: Hashable {
        let pattern: SurfacePattern
        let variant: Int
    }

    private static let made = Mutex<[Key: Texture]>([:])

    /// One of the ``SurfacePattern/variants`` of a pattern; the same pixels each time.
    package static func texture(_ pattern: SurfacePattern, variant: Int) -> Texture {
        let key = Key(pattern: pattern, variant: ((variant % pattern.variants) + pattern.variants) % pattern.variants)
        if let texture = made.withLock({ $0[key] }) { return texture }
        // Outside the lock: two threads may draw the same picture, and neither waits for the other's.
        let texture = canvas(pattern, variant: key.variant).texture()
        return made.withLock { textures in
            if let first = textures[key] { return first }
            textures[key] = texture
            return texture
        }
    }

    /// A random one.
    package static func any(_ pattern: SurfacePattern, _ random: inout SeededGenerator) -> Texture {
        texture(pattern, variant: random.integer(0...pattern.variants - 1))
    }

    static func canvas(_ pattern: SurfacePattern, variant: Int) -> TextureCanvas {
        let place = UInt64(SurfacePattern.allCases.firstIndex(of: pattern) ?? 0)
        var random = SeededGenerator(seed: place &* 1000 &+ UInt64(variant), index: place)
        let noise = TileableNoise(seed: random.next())
        switch pattern {
        case .woodGrain: return WoodPatterns.grain(noise, &random)
        case .planks: return WoodPatterns.planks(noise, &random)
        case .parquet: return WoodPatterns.parquet(noise, &random)
        case .brick: return StonePatterns.brick(noise, &random)
        case .tiles: return StonePatterns.tiles(noise, &random)
        case .checkerTiles: return StonePatterns.checkerTiles(noise, &random)
        case .mosaic: return StonePatterns.mosaic(noise, &random)
        case .marble: return StonePatterns.marble(noise, &random)
        case .terrazzo: return StonePatterns.terrazzo(noise, &random)
        case .granite: return StonePatterns.granite(noise)
        case .concrete: return StonePatterns.concrete(noise)
        case .plaster: return StonePatterns.plaster(noise)
        case .soil, .speckle, .grassGround: return StonePatterns.ground(pattern, noise)
        case .weave: return FabricPatterns.weave(noise)
        case .knit: return FabricPatterns.knit(noise)
        case .stripes: return FabricPatterns.stripes(noise, &random)
        case .plaid: return FabricPatterns.plaid(noise, &random)
        case .dots: return FabricPatterns.dots(noise, &random)
        case .herringbone: return FabricPatterns.herringbone(noise)
        case .pile: return FabricPatterns.pile(noise)
        case .leather: return FabricPatterns.leather(noise)
        case .wicker: return FabricPatterns.wicker(noise)
        case .wallpaperStripes: return FabricPatterns.wallpaperStripes(noise, &random)
        case .wallpaperMotif: return FabricPatterns.wallpaperMotif(noise, &random)
        case .brushed: return FabricPatterns.brushed(noise)
        case .rug: return PicturePatterns.rug(noise, &random)
        case .poster: return PicturePatterns.poster(noise, &random)
        case .painting: return PicturePatterns.painting(noise, &random)
        case .photograph: return PicturePatterns.photograph(noise, &random)
        case .bookCover: return PrintPatterns.bookCover(noise, &random)
        case .bookSpine: return PrintPatterns.bookSpine(&random)
        case .newspaper: return PrintPatterns.newspaper(&random)
        case .document: return PrintPatterns.document(&random)
        case .screen: return PrintPatterns.screen(&random)
        case .boxPrint: return PrintPatterns.boxPrint(noise, &random)
        case .label: return PrintPatterns.label(noise, &random)
        case .signBoard: return PrintPatterns.signBoard(&random)
        case .keyboard: return PrintPatterns.keyboard(&random)
        }
    }
}
