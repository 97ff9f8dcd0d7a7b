internal import DepthPro
internal import Foundation

extension Recipe {
    /// Checks that the tiles of each level, cut as the network cuts them, meet without a gap.
    ///
    /// The network cuts the same number of patches from every border between two tiles of a level, twice as many at half
    /// the size (paper, section 3.1: overlaps of ¼ and ½ of 24 patches). Where that is not half of what the tiles share, patches
    /// are lost or shown twice at every seam, and the level's map is stretched.
    func validateSeams(_ configuration: DepthProConfiguration) throws(TrainingError) {
        let grid = configuration.patchEncoder.gridSize
        for (scale, tiles) in zip(configuration.scales, configuration.tileCounts) where tiles > 1 {
            let shared = scale.overlap * Double(grid)
            let cut = DepthProConfiguration.cut(
                Int(Double(configuration.mergePadding) / scale.ratio), tiles: tiles, grid: grid)
            guard Double(2 * cut) != shared else { continue }
            throw TrainingError(
                .invalidRecipe,
                "model: at ratio \(scale.ratio) neighbouring tiles of \(grid) patches share \(shared.formatted()), but "
                    + "\(2 * cut) are cut at their seam; an overlap of 0 always fits, 0.5 where tiles are a multiple of 4 "
                    + "patches, 0.25 at the finest level where they are one of 8")
        }
    }
}
