import Foundation

/// What a file is, judged by its first bytes.
enum FileKind {
    case safetensors, zip, shardIndex, legacyPyTorch, npy, gitLFSPointer, unknown

    /// `torch.save` before version 1.6: a protocol 2 pickle of the number 0x1950a86a20f9469cfc6c.
    private static let legacyMagic: [UInt8] = [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8]

    init(of bytes: FileBytes) {
        self = bytes.withUnsafeBytes { Self(firstBytes: $0, name: bytes.url?.pathExtension.lowercased()) }
    }

    private init(firstBytes bytes: UnsafeRawBufferPointer, name: String?) {
        let brace = UInt8(ascii: "{")
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
            self = .zip
        } else if bytes.starts(with: Self.legacyMagic) {
            self = .legacyPyTorch
        } else if bytes.starts(with: NPYHeader.magic) {
            self = .npy
        } else if bytes.starts(with: "version https://git-lfs".utf8) {
            self = .gitLFSPointer
        } else if name == "safetensors" || (bytes.count > 8 && bytes[8] == brace && bytes[7] == 0) {
            // The length of the header, in the first eight bytes, leaves the last of them zero; text does not.
            self = .safetensors
        } else if bytes.prefix(64).first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) == brace {
            self = .shardIndex
        } else {
            self = .unknown
        }
    }
}
