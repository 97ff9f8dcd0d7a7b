/// libvips' numbers for the type of one sample (`VipsBandFormat`).
enum VipsFormat: Int32 {
    case unsigned8 = 0
    case signed8 = 1
    case unsigned16 = 2
    case signed16 = 3
    case unsigned32 = 4
    case signed32 = 5
    case float32 = 6
    case complex64 = 7
    case float64 = 8
    case complex128 = 9
}

/// libvips' numbers for what the bands of a pixel mean (`VipsInterpretation`), those that occur in photos.
enum VipsInterpretation: Int32 {
    case multiband = 0
    case grey = 1
    case xyz = 12
    case lab = 13
    case cmyk = 15
    case rgb = 17
    case labs = 21
    case sRGB = 22
    case rgb16 = 25
    case grey16 = 26
    case scRGB = 28
}
