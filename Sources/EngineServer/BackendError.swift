/// Why a backend does not do what it is asked for, by what that means for the caller.
///
/// - Source: the kinds and statuses of moby's `errdefs`.
package enum BackendError: Error, Hashable, Sendable {
    /// It is so already.
    case notModified
    /// What was sent makes no sense.
    case invalidParameter(String)
    /// The engine does not allow it, such as the removal of what is in use.
    case forbidden(String)
    /// There is no such object, or no such call.
    case notFound(String)
    /// The object is in use, exists already, or is not in the state that the call needs.
    case conflict(String)
    /// The engine failed.
    case system(String)
    /// The engine does not have what the call is about.
    case notImplemented(String)
    /// The engine cannot do it now.
    case unavailable(String)

    /// The HTTP status.
    package var status: Int {
        switch self {
        case .notModified: 304
        case .invalidParameter: 400
        case .forbidden: 403
        case .notFound: 404
        case .conflict: 409
        case .system: 500
        case .notImplemented: 501
        case .unavailable: 503
        }
    }

    /// The engine's words; empty where there are none.
    package var message: String {
        switch self {
        case .notModified: ""
        case .invalidParameter(let message), .forbidden(let message), .notFound(let message), .conflict(let message),
            .system(let message), .notImplemented(let message), .unavailable(let message):
            message
        }
    }
}
