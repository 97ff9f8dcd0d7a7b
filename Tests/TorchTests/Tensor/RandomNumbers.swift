import Foundation

/// The generator belongs to the process: tests that count on its numbers take turns, and nothing else here draws.
enum RandomNumbers {
    private static let lock = NSLock()

    static func alone<Result>(_ body: () throws -> Result) rethrows -> Result { try lock.withLock(body) }
}
