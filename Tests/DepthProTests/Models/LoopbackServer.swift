import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An HTTP server on the loopback that serves one file, and can misbehave.
final class LoopbackServer: Sendable {
    /// How it treats one request.
    enum Answer: Sendable {
        /// Properly, with ranges.
        case file
        /// Cuts the connection after that many bytes of the content.
        case cut(after: Int)
        /// The whole file whatever part was asked for.
        case withoutRanges
        /// A status without content.
        case status(Int)
        /// To another path of the server.
        case redirect(String)
    }

    /// What was asked, in order: the first byte wanted of each request.
    var starts: [Int] { state.withLock { $0.starts } }

    private struct State {
        var answers: [Answer]
        var starts: [Int] = []
        var isStopped = false
    }

    private let state: Mutex<State>
    private let content: Data
    private let listener: Int32
    private let port: UInt16

    /// - Parameter answers: To the requests in turn; the last one to all that follow.
    init(_ content: Data, _ answers: Answer...) throws {
        self.content = content
        state = Mutex(State(answers: answers))
        #if canImport(Darwin)
            listener = socket(AF_INET, SOCK_STREAM, 0)
        #else
            listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { [listener] pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 8) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
        port = UInt16(bigEndian: address.sin_port)
        Thread { [self] in serve() }.start()
    }

    func url(_ path: String = "model.bin") -> URL {
        URL(string: "http://127.0.0.1:\(port)/\(path)") ?? URL(fileURLWithPath: "/")
    }

    /// Ends the thread.
    func stop() {
        state.withLock { $0.isStopped = true }
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func serve() {
        defer { close(listener) }
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { return }
            answer(connection)
            close(connection)
            if state.withLock({ $0.isStopped }) { return }
        }
    }

    private func answer(_ connection: Int32) {
        var request = ""
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !request.contains("\r\n\r\n") {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            request += String(decoding: buffer[0..<count], as: UTF8.self)
        }
        let range = request.split(separator: "\r\n").first { $0.lowercased().hasPrefix("range: bytes=") }
        let start = range.flatMap { Int($0.dropFirst("range: bytes=".count).prefix { $0.isNumber }) } ?? 0
        let answer = state.withLock { state in
            state.starts.append(start)
            return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
        }
        switch answer {
        case .file: send(connection, from: start)
        case .cut(let count): send(connection, from: start, limit: count)
        case .withoutRanges: send(connection, from: 0)
        case .status(let code): send(connection, Data("HTTP/1.1 \(code) No\r\nContent-Length: 0\r\n\r\n".utf8))
        case .redirect(let path):
            send(connection, Data("HTTP/1.1 302 Found\r\nLocation: \(path)\r\nContent-Length: 0\r\n\r\n".utf8))
        }
    }

    private func send(_ connection: Int32, from start: Int, limit: Int? = nil) {
        guard start < content.count || content.isEmpty else {
            return send(connection, Data("HTTP/1.1 416 No\r\nContent-Length: 0\r\n\r\n".utf8))
        }
        let status = start > 0 ? "206 Partial Content" : "200 OK"
        let range = start > 0 ? "Content-Range: bytes \(start)-\(content.count - 1)/\(content.count)\r\n" : ""
        let head = "HTTP/1.1 \(status)\r\nContent-Length: \(content.count - start)\r\n\(range)Connection: close\r\n\r\n"
        send(connection, Data(head.utf8))
        send(connection, content[start...].prefix(limit ?? content.count))
    }

    private func send(_ connection: Int32, _ data: Data) {
        var rest = data
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { bytes in
                #if canImport(Darwin)
                    Darwin.send(connection, bytes.baseAddress, bytes.count, 0)
                #else
                    Glibc.send(connection, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
                #endif
            }
            guard sent > 0 else { return }
            rest = rest.dropFirst(sent)
        }
    }
}
