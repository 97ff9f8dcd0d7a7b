extension RGBColor {
    /// The colour of linear light; what is not between 0 and 1 is clipped.
    package init(light: SIMD3<Float>) {
        let table = SRGBTransfer.table
        self.init(
            red: table[SRGBTransfer.index(light.x)], green: table[SRGBTransfer.index(light.y)],
            blue: table[SRGBTransfer.index(light.z)])
    }

    /// Linear light, 0 to 1.
    package var light: SIMD3<Float> {
        let table = SRGBTransfer.light
        return SIMD3(table[Int(red)], table[Int(green)], table[Int(blue)])
    }
}
