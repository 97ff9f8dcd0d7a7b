internal import Foundation
package import Images

/// One entry of an event file: TensorFlow's `Event` message, as far as TensorBoard shows it.
///
/// Field numbers are those of `event.proto`, `summary.proto` and `tensor.proto` in TensorBoard's sources.
package struct LogEvent {
    /// What an entry holds.
    package enum Content {
        /// The first entry of every file.
        case fileVersion
        /// The run begins again at this step: what earlier files say of it and later ones is void.
        case restart
        case scalars([(tag: String, value: Double)])
        case image(tag: String, EncodedPicture)
        /// Markdown.
        case text(tag: String, String)
    }

    /// Seconds since 1970.
    let time: Double
    let step: Int
    let content: Content

    package init(time: Double, step: Int, content: Content) {
        self.time = time
        self.step = step
        self.content = content
    }

    /// The message in the wire format.
    package var bytes: [UInt8] {
        var event = ProtobufMessage()
        event.add(1, double: time)
        event.add(2, integer: step)
        switch content {
        case .fileVersion: event.add(3, text: "brain.Event:2")
        case .restart: event.add(7) { $0.add(1, integer: 1) }
        case .scalars(let scalars):
            event.add(5) { summary in for (tag, value) in scalars { Self.add(scalar: value, tag, to: &summary) } }
        case .image(let tag, let picture): event.add(5) { Self.add(picture, tag, to: &$0) }
        case .text(let tag, let text): event.add(5) { Self.add(text: text, tag, to: &$0) }
        }
        return event.bytes
    }

    private static func add(scalar value: Double, _ tag: String, to summary: inout ProtobufMessage) {
        summary.add(1) {
            $0.add(1, text: tag)
            $0.add(2, float: Float(value))
        }
    }

    private static func add(_ picture: EncodedPicture, _ tag: String, to summary: inout ProtobufMessage) {
        summary.add(1) { value in
            value.add(1, text: tag)
            value.add(4) {
                $0.add(1, integer: picture.height)
                $0.add(2, integer: picture.width)
                $0.add(3, integer: 3)  // channels
                $0.add(4, bytes: picture.data)
            }
        }
    }

    private static func add(text: String, _ tag: String, to summary: inout ProtobufMessage) {
        summary.add(1) { value in
            value.add(1, text: tag)
            value.add(8) { tensor in
                tensor.add(1, integer: 7)  // DT_STRING
                tensor.add(2) { _ in }  // no axes
                tensor.add(8, text: text)
            }
            value.add(9) { metadata in metadata.add(1) { $0.add(1, text: "text") } }
        }
    }
}
