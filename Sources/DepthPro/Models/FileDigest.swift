internal import COpenSSL
public import Foundation

/// The checksum of a file's contents.
public enum FileDigest {
    /// The SHA-256 of a file, in hexadecimal.
    ///
    /// Reads the file piece by piece, whatever its size.
    ///
    /// - Parameter progress: Called now and then with the bytes read so far and the size of the file.
    /// - Throws: ``DepthProError`` with ``DepthProError/Code/unreadableCheckpoint``.
    public static func sha256(
        of url: URL, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(DepthProError) -> String {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            throw failure(url, "no such file")
        }
        guard !isFolder.boolValue, let input = FileHandle(forReadingAtPath: url.path) else {
            throw failure(url, isFolder.boolValue ? "is a folder" : "cannot be read")
        }
        defer { try? input.close() }
        guard let context = EVP_MD_CTX_new() else { throw failure(url, "no memory for a checksum") }
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            throw failure(url, "libcrypto offers no SHA-256")
        }
        let total = Int(clamping: (try? input.seekToEnd()) ?? 0)
        var done = 0
        do {
            try input.seek(toOffset: 0)
            while let piece = try input.read(upToCount: 1 << 22), !piece.isEmpty {
                piece.withUnsafeBytes { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
                done += piece.count
                progress(done, total)
            }
        } catch {
            throw failure(url, "cannot be read: \(error.localizedDescription)", error)
        }
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        guard EVP_DigestFinal_ex(context, &digest, &length) == 1 else { throw failure(url, "libcrypto failed") }
        return digest.prefix(Int(length)).map { String(Int($0) + 0x100, radix: 16).dropFirst() }.joined()
    }

    private static func failure(_ url: URL, _ reason: String, _ cause: (any Error)? = nil) -> DepthProError {
        DepthProError(.unreadableCheckpoint, "\(url.path): \(reason)", cause: cause)
    }
}
