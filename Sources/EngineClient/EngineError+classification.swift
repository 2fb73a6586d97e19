#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import EngineAPI

extension EngineError {
    /// Whether the engine's words say that its disk is full.
    ///
    /// - Source: the text of the kernel's `ENOSPC`, which Docker and Podman pass on, whatever they were about.
    package var tellsOfFullDisk: Bool {
        switch self {
        case .rejected(_, _, let message), .pullFailed(_, let message), .importFailed(_, let message):
            message.contains("no space left on device")
        case .buildFailed(let failure): failure.message.contains("no space left on device")
        default: false
        }
    }

    /// Whether the engine's words say that it is removing the container already.
    ///
    /// - Source: moby `daemon/delete.go`.
    package var tellsOfRemovalUnderWay: Bool {
        if case .conflict(_, let message) = self { message.contains("is already in progress") } else { false }
    }

    /// Makes an error of an answer with a status that tells of one.
    ///
    /// This is the only place that looks at the engine's words: the status of a port in use is 500, as that of any
    /// other failure.
    static func answer(status: Int, body: [UInt8], request: EngineRequest) -> EngineError {
        let message = words(of: body, status: status)
        if case .container(let container) = request.object, let port = takenPort(in: message) {
            return .portInUse(port, container: container, message: message)
        }
        if case .container = request.object, cause(of: body) == ErrorResponse.missingContainer {
            // Podman answers 500 where the container goes while it is looked at.
            return .notFound(request.object, message: message)
        }
        switch status {
        case 404: return .notFound(request.object, message: message)
        case 409: return .conflict(request.object, message: message)
        default: return .rejected(request: request.summary, status: status, message: message)
        }
    }

    /// What Podman says lies behind an error.
    private static func cause(of body: [UInt8]) -> String? {
        (try? JSONDecoder().decode(ErrorResponse.self, from: Data(body)))?.cause
    }

    /// The engine's words: the `message` of a JSON body, else the body's first line, else the status.
    static func words(of body: [UInt8], status: Int) -> String {
        if let response = try? JSONDecoder().decode(ErrorResponse.self, from: Data(body)), !response.message.isEmpty {
            return response.message
        }
        let text = String(decoding: body.prefix(4_096), as: UTF8.self)
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        let trimmed = String(line.drop(while: \.isWhitespace))
        return trimmed.isEmpty ? "status \(status) without a message" : trimmed
    }

    /// The port of the host that the engine's words say is taken.
    ///
    /// - Source: moby `daemon/libnetwork/portallocator` ("port is already allocated") and the kernel's `EADDRINUSE`
    ///   ("address already in use"), which Docker and Podman pass on with the address before it.
    static func takenPort(in message: String) -> HostPort? {
        guard message.contains("port is already allocated") || message.contains("address already in use") else {
            return nil
        }
        return message.split(separator: " ").lazy.compactMap { hostPort($0) }.first
    }

    /// Reads `address:port` and Docker's `address:port:container:port/protocol`; the address may be in brackets.
    private static func hostPort(_ word: Substring) -> HostPort? {
        let word = word.prefix { $0 != "/" && $0 != "," }
        let address: Substring
        var rest: Substring
        if word.hasPrefix("["), let end = word.firstIndex(of: "]") {
            address = word[word.index(after: word.startIndex)..<end]
            rest = word[word.index(after: end)...]
        } else {
            guard let colon = word.firstIndex(of: ":") else { return nil }
            address = word[..<colon]
            rest = word[colon...]
        }
        guard address.allSatisfy({ $0.isHexDigit || $0 == "." || $0 == ":" }), rest.hasPrefix(":") else { return nil }
        rest = rest.dropFirst()
        let digits = rest.prefix(while: \.isNumber)
        guard rest.dropFirst(digits.count).allSatisfy({ $0 == ":" || $0 == "." || $0.isHexDigit }) else { return nil }
        guard let number = UInt16(digits), number > 0 else { return nil }
        return HostPort(address: String(address), number: number)
    }
}
