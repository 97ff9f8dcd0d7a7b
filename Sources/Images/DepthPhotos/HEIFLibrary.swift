internal import CHeif

/// libheif, which reads the depth of HEIC photos and writes them.
package enum HEIFLibrary {
    /// Why it cannot be used; `nil` where it can.
    package static var problem: String? {
        var error = cheif_error()
        return cheif_start(&error) == 0 ? nil : AppleHEIC.text(error)
    }
}
