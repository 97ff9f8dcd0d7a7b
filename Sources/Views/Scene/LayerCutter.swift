/// Makes a scene's layers of a photo, its depth and its cuts.
struct LayerCutter {
    /// The photo's own surface, cut, without the rims of what is near.
    let photo: SceneLayer
    /// What goes on behind what is near.
    let behind: SceneLayer
    /// The farthest of what goes on there: seen where two things stand before each other.
    let beyond: SceneLayer
    /// The seams between the background that the photo shows and what goes on behind.
    let hem: SceneLayer
    /// The rims.
    let rim: SceneLayer

    /// By how many pixels layers overlap.
    private static let overlap = 3

    init(_ canvas: DepthCanvas, _ cuts: DepthCuts, _ options: SceneOptions) {
        let band = options.edgeWidth + 1
        let reach = max(8, Int((Double(max(canvas.width, canvas.height)) * options.reach).rounded()))
        let bands = EdgeBands(canvas, cuts, reach: reach, band: max(band, Self.overlap) + 1)
        let farColors = CleanColors.unmixed(canvas, cuts, distances: bands.far, band: band)
        let nearColors = CleanColors.unmixed(canvas, cuts, distances: bands.near, band: band)
        let clutter = Clutter(cuts)
        let fill = BackgroundFill(
            canvas, cuts, clutter, origins: bands.background, farColors: farColors, spread: .withinSurfaces)
        let deepFill = BackgroundFill(
            canvas, cuts, clutter, origins: bands.beyond, farColors: farColors, spread: .acrossCuts)
        let matte = SilhouetteMatte(
            canvas, bands, fill: fill, nearColors: nearColors, farColors: farColors, band: band,
            edgeWidth: options.edgeWidth)
        rim = Self.rim(canvas, matte)
        photo = Self.photo(canvas, cuts, bands, matte, clutter, band: band)
        behind = Self.background(canvas, cuts, bands, fill, matte, reach: reach, prefersFill: true)
        beyond = Self.background(canvas, cuts, bands, deepFill, matte, reach: nil, prefersFill: true)
        hem = Self.background(canvas, cuts, bands, fill, matte, reach: Self.overlap + 1, prefersFill: false)
    }

    private static func photo(
        _ canvas: DepthCanvas, _ cuts: DepthCuts, _ bands: EdgeBands, _ matte: SilhouetteMatte,
        _ clutter: Clutter, band: Int
    ) -> SceneLayer {
        var sheet = Sheet(canvas)
        for index in canvas.pixels.indices {
            let key = Int32(index)
            // Mixtures of many surfaces stay as they are.
            if clutter.shares[index] > 0.5 {
                sheet.set(index, canvas.pixels[index])
                continue
            }
            // A rim of this very surface stands in for it.
            if bands.near[index] <= Int32(band), bands.far[index] > Int32(band), let rim = matte.rims[key],
                rim.alpha < 1
            {
                continue
            }
            sheet.set(index, matte.backgrounds[key] ?? canvas.pixels[index])
        }
        return sheet.layer { index, neighbor, _, isDown in
            cuts.bits[index] & (isDown ? DepthCuts.down : DepthCuts.right) == 0
        }
    }

    private static func rim(_ canvas: DepthCanvas, _ matte: SilhouetteMatte) -> SceneLayer {
        var sheet = Sheet(canvas)
        for (key, rim) in matte.rims { sheet.set(Int(key), rim.color, alpha: rim.alpha) }
        return sheet.layer { index, neighbor, depths, _ in isNear(depths[index], depths[neighbor], 1.15) }
    }

    private static func background(
        _ canvas: DepthCanvas, _ cuts: DepthCuts, _ bands: EdgeBands, _ fill: BackgroundFill,
        _ matte: SilhouetteMatte, reach: Int?, prefersFill: Bool
    ) -> SceneLayer {
        var sheet = Sheet(canvas)
        var isFilled = [Bool](repeating: false, count: canvas.pixels.count)
        for index in canvas.pixels.indices {
            let isSeen = bands.far[index] <= Int32(overlap)
            let goesOn = fill.places[index] >= 0 && reach.map { bands.near[index] <= Int32($0) } ?? true
            if goesOn, prefersFill || !isSeen {
                sheet.set(index, fill.values[Int(fill.places[index])])
                isFilled[index] = true
            } else if isSeen {
                sheet.set(index, matte.backgrounds[Int32(index)] ?? canvas.pixels[index])
            }
        }
        return sheet.layer { index, neighbor, depths, isDown in
            let isCut = cuts.bits[index] & (isDown ? DepthCuts.down : DepthCuts.right) != 0
            switch (isFilled[index], isFilled[neighbor]) {
            case (true, true): return isNear(depths[index], depths[neighbor], 1.5)
            case (false, false): return !isCut
            default: return isNear(depths[index], depths[neighbor], 1.15)
            }
        }
    }

    private static func isNear(_ first: Float, _ second: Float, _ ratio: Float) -> Bool {
        // The sky is not divided by its distance.
        max(first, second) <= min(first, second) * ratio + 1e-4
    }
}

/// A layer in the making.
private struct Sheet {
    private let width: Int
    private let height: Int
    private var depths: [Float]
    private var colors: [SIMD4<UInt8>]
    private var isThere: [Bool]

    init(_ canvas: DepthCanvas) {
        (width, height) = (canvas.width, canvas.height)
        depths = [Float](repeating: 0, count: width * height)
        colors = [SIMD4<UInt8>](repeating: .zero, count: width * height)
        isThere = [Bool](repeating: false, count: width * height)
    }

    /// - Parameter value: Red, green, blue, inverse depth.
    mutating func set(_ index: Int, _ value: SIMD4<Float>, alpha: Float = 1) {
        depths[index] = value.w
        var color = value
        color.w = alpha * 255
        color = color.clamped(lowerBound: .zero, upperBound: SIMD4(repeating: 255)).rounded(.toNearestOrEven)
        colors[index] = SIMD4<UInt8>(UInt8(color.x), UInt8(color.y), UInt8(color.z), UInt8(color.w))
        isThere[index] = true
    }

    /// - Parameter joins: Whether a point hangs together with its neighbour to the right or below; asked only where
    ///   both are there.
    func layer(joins: (_ index: Int, _ neighbor: Int, _ depths: [Float], _ isDown: Bool) -> Bool) -> SceneLayer {
        var right = [Bool](repeating: false, count: width * height)
        var down = right
        for row in 0..<height {
            for column in 0..<width {
                let index = row * width + column
                guard isThere[index] else { continue }
                if column + 1 < width, isThere[index + 1] { right[index] = joins(index, index + 1, depths, false) }
                if row + 1 < height, isThere[index + width] { down[index] = joins(index, index + width, depths, true) }
            }
        }
        return SceneLayer(
            width: width, height: height, inverseDepths: depths, colors: colors, isThere: isThere, joinsRight: right,
            joinsDown: down)
    }
}
