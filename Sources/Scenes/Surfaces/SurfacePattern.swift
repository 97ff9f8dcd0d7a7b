/// A kind of procedural surface. Those that repeat are pale, to be multiplied by a material's colour.
package enum SurfacePattern: String, Hashable, CaseIterable, Sendable {
    /// Along the first coordinate.
    case woodGrain, planks, parquet
    case brick, tiles, checkerTiles, mosaic
    case marble, terrazzo, granite, concrete, plaster
    case weave, knit, stripes, plaid, dots, herringbone, pile
    case wallpaperStripes, wallpaperMotif
    case brushed, leather, wicker, speckle, soil, grassGround
    // Coloured, and to be laid over a whole surface once.
    case rug, poster, painting, photograph, bookCover, bookSpine, newspaper, document, screen, boxPrint, label
    case signBoard, keyboard

    /// Whether it is in colours of its own and covers a surface once.
    package var isPicture: Bool {
        switch self {
        case .rug, .poster, .painting, .photograph, .bookCover, .bookSpine, .newspaper, .document, .screen, .boxPrint,
            .label, .signBoard, .keyboard:
            true
        default: false
        }
    }

    /// How many different ones there are.
    package var variants: Int {
        switch self {
        case .bookSpine, .bookCover, .boxPrint, .label, .poster, .painting, .photograph: 40
        case .rug, .screen, .document, .signBoard: 20
        case .woodGrain, .planks: 8
        default: 5
        }
    }
}
