package import EngineAPI

extension EngineClient {
    /// Lists images.
    ///
    /// - Parameter filters: `label`, `reference`, `dangling` and others.
    package func images(filters: QueryFilters = [:]) async throws -> [ImageSummary] {
        var request = EngineRequest(.get, "/images/json", about: .engine)
        request.add(filters)
        return try await call(request, returning: [ImageSummary].self)
    }

    /// Asks for everything about one image.
    ///
    /// - Throws: ``EngineError/notFound(_:message:)`` where the engine does not have it.
    package func inspectImage(_ image: ImageReference) async throws -> ImageInspection {
        try await call(Self.request(.get, image, "/json"), returning: ImageInspection.self)
    }

    /// Pulls an image from its registry.
    ///
    /// - Parameters:
    ///   - image: without a tag, `latest` is meant.
    ///   - platform: such as `linux/arm64`; `nil` is the engine's own.
    ///   - authorization: what the registry wants to see; `nil` asks as anybody may.
    ///   - onProgress: is called for every message, in order; while it runs, nothing is read.
    /// - Throws: ``EngineError/pullFailed(_:message:)`` with the engine's words, and what `onProgress` throws.
    /// - Cancellation: the engine stops pulling, and keeps the layers that are complete.
    /// - Source: `POST /images/create?fromImage=`.
    nonisolated(nonsending) package func pullImage(
        _ image: ImageReference,
        platform: String? = nil,
        authorization: RegistryAuthorization? = nil,
        onProgress: (JSONProgress) async throws -> Void = { _ in }
    ) async throws {
        let (repository, tag) = Self.parts(of: image)
        var request = EngineRequest(.post, "/images/create", about: .image(image))
        request.add("fromImage", repository)
        request.add("tag", tag ?? "latest")
        request.add("platform", platform)
        if let authorization {
            request.headers.append(("X-Registry-Auth", try RegistryAuthorization.header(authorization)))
        }
        try await transfer(request, onProgress: onProgress) { .pullFailed(image, message: $0) }
    }

    /// Sends an image to its registry.
    ///
    /// - Parameters:
    ///   - image: without a tag, `latest` is meant.
    ///   - authorization: what the registry wants to see; `nil` asks as anybody may.
    ///   - onProgress: is called for every message, in order; while it runs, nothing is read.
    /// - Throws: ``EngineError/pushFailed(_:message:)`` with the engine's words, and what `onProgress` throws.
    /// - Cancellation: the engine stops sending; the registry keeps the layers that are complete.
    /// - Source: `POST /images/{name}/push`.
    nonisolated(nonsending) package func pushImage(
        _ image: ImageReference,
        authorization: RegistryAuthorization? = nil,
        onProgress: (JSONProgress) async throws -> Void = { _ in }
    ) async throws {
        let (repository, tag) = Self.parts(of: image)
        var request = Self.request(.post, ImageReference(repository), "/push")
        request.add("tag", tag ?? "latest")
        // Engines refuse a push that does not have it.
        let proof = authorization ?? RegistryAuthorization(serverAddress: "")
        request.headers.append(("X-Registry-Auth", try RegistryAuthorization.header(proof)))
        try await transfer(request, onProgress: onProgress) { .pushFailed(image, message: $0) }
    }

    /// Has the engine fetch an image or send it away, and follows what it tells of that.
    ///
    /// - Parameter failure: the error for the engine's words.
    nonisolated(nonsending) private func transfer(
        _ request: EngineRequest,
        onProgress: (JSONProgress) async throws -> Void,
        failure: (_ message: String) -> EngineError
    ) async throws {
        var request = request
        request.timeLimit = .none
        do {
            let messages = JSONMessages<JSONProgress>(bytes: try await stream(request), summary: request.summary)
            for try await message in messages {
                if let words = message.failure { throw failure(words) }
                try await onProgress(message)
            }
        } catch EngineError.notFound(_, let message), EngineError.rejected(_, _, let message) {
            throw failure(message)
        }
    }

    /// Asks the registry of an image for the digest of what the name stands for now.
    ///
    /// - Parameter authorization: what the registry wants to see; `nil` asks as anybody may.
    /// Podman asks no registry; with it, this is the digest that the image on its host was pulled with.
    ///
    /// - Throws: ``EngineError/digestMissing(_:message:)`` with the engine's words.
    /// - Source: `GET /distribution/{name}/json`.
    package func digest(of image: ImageReference, authorization: RegistryAuthorization? = nil) async throws -> String {
        guard try await capabilities.has(.registryDigests) else { return try await digestOfPull(image) }
        var request = EngineRequest(
            .get,
            "/distribution/\(EngineRequest.segment(image.rawValue))/json",
            about: .image(image)
        )
        if let authorization {
            request.headers.append(("X-Registry-Auth", try RegistryAuthorization.header(authorization)))
        }
        request.timeLimit = .none
        do {
            return try await call(request, returning: DistributionInspection.self).descriptor.digest
        } catch EngineError.notFound(_, let message), EngineError.rejected(_, _, let message) {
            throw EngineError.digestMissing(image, message: message)
        }
    }

    private func digestOfPull(_ image: ImageReference) async throws -> String {
        let found: ImageInspection
        do {
            found = try await inspectImage(image)
        } catch EngineError.notFound(_, let message) {
            throw EngineError.digestMissing(image, message: message)
        }
        let prefix = "\(Self.parts(of: image).repository)@"
        guard let name = found.repoDigests.first(where: { $0.hasPrefix(prefix) }) else {
            throw EngineError.digestMissing(image, message: "the image that is there was not pulled")
        }
        return String(name.dropFirst(prefix.count))
    }

    /// Gives an image a further name, which another image loses if it has it.
    package func tagImage(_ image: ImageReference, as name: ImageReference) async throws {
        let (repository, tag) = Self.parts(of: name)
        var request = Self.request(.post, image, "/tag")
        request.add("repo", repository)
        request.add("tag", tag ?? "latest")
        _ = try await call(request)
    }

    /// Removes a name of an image, and the image with its last name.
    ///
    /// - Parameter force: also if a stopped container was made from it.
    package func removeImage(_ image: ImageReference, force: Bool = false) async throws {
        var request = Self.request(.delete, image)
        request.add("force", if: force)
        _ = try await call(request)
    }

    /// Makes an image of a tar archive of a root file system.
    ///
    /// - Parameters:
    ///   - name: the image's name.
    ///   - changes: Dockerfile instructions that set the configuration, such as `CMD ["sh"]`.
    ///   - rootFileSystem: pieces of any length; the next one is asked for when the last one is sent.
    /// - Throws: ``EngineError/importFailed(_:message:)`` with the engine's words, and what the archive throws.
    /// - Source: `POST /images/create?fromSrc=-`.
    package func importImage<Archive: AsyncSequence & Sendable>(
        as name: ImageReference,
        changes: [String] = [],
        rootFileSystem: Archive
    ) async throws -> ImageID where Archive.Element == [UInt8] {
        let (repository, tag) = Self.parts(of: name)
        var request = EngineRequest(.post, "/images/create", about: .image(name))
        request.add("fromSrc", "-")
        request.add("repo", repository)
        request.add("tag", tag ?? "latest")
        for change in changes { request.add("changes", change) }
        request.body = .stream(contentType: "application/x-tar")
        request.timeLimit = .none
        let sent = request
        return try await withUpload(of: rootFileSystem, request: sent, delivery: .stream) { answer in
            let bytes = try streamed(try await answer.value(), sent)
            var id: ImageID?
            for try await message in JSONMessages<JSONProgress>(bytes: bytes, summary: sent.summary) {
                if let failure = message.failure { throw EngineError.importFailed(name, message: failure) }
                if let status = message.status, status.hasPrefix("sha256:") { id = ImageID(status) }
            }
            guard let id else {
                throw EngineError.protocolViolation(request: sent.summary, reason: "no image identifier")
            }
            return id
        }
    }

    /// Makes an image of what a container has changed.
    ///
    /// - Source: `POST /commit`.
    package func commit(_ container: ContainerID, _ options: CommitOptions) async throws -> ImageID {
        var request = EngineRequest(.post, "/commit", about: .container(container))
        request.add("container", container.rawValue)
        if let reference = options.reference {
            let (repository, tag) = Self.parts(of: reference)
            request.add("repo", repository)
            request.add("tag", tag)
        }
        if !options.author.isEmpty { request.add("author", options.author) }
        if !options.comment.isEmpty { request.add("comment", options.comment) }
        for change in options.changes { request.add("changes", change) }
        // Left out, it means that the container stands still.
        request.add("pause", options.pausesContainer ? "1" : "0")
        if try await !capabilities.has(.bareCommits) { try request.setJSON([String: String]()) }
        request.timeLimit = .none
        return try await call(request, returning: CommitResponse.self).id
    }

    /// A reference without its tag, and the tag; a digest stays with the repository.
    static func parts(of image: ImageReference) -> (repository: String, tag: String?) {
        let text = image.rawValue
        if text.contains("@") {
            // `name:tag@digest`: the engine takes the digest in place of the tag.
            let parts = text.split(separator: "@", maxSplits: 1)
            let name = parts.first.map { Self.parts(of: ImageReference(String($0))).repository } ?? text
            return (name, parts.count == 2 ? String(parts[1]) : nil)
        }
        guard let colon = text.lastIndex(of: ":"), !text[colon...].contains("/") else { return (text, nil) }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }

    private static func request(
        _ method: EngineRequest.Method,
        _ image: ImageReference,
        _ part: String = ""
    ) -> EngineRequest {
        EngineRequest(method, "/images/\(EngineRequest.segment(image.rawValue))\(part)", about: .image(image))
    }
}
