/// What the other side of a connection may not do. The connection is of no use after it.
package enum HTTP2Violation: Error, Hashable, Sendable {
    /// It does not begin as clients of HTTP/2 do.
    case noPreface
    /// A frame is longer than was agreed.
    case oversizedFrame(Int)
    /// A frame is not what its kind has to be.
    case malformedFrame
    /// A frame comes where none of its kind may.
    case unexpectedFrame
    /// A head is longer than any that makes sense.
    case oversizedHead
    /// A head cannot be read.
    case head(HeaderDecoder.Violation)
    /// More was sent than was let.
    case overrunWindow
}
