package import EngineAPI
package import EngineServer
import OrderedCollections
import Synchronization

extension ScriptedStore {
    /// Puts an image there, or changes it.
    package func addImage(_ name: ImageReference, _ change: @Sendable (inout ImageInspection) -> Void = { _ in }) {
        state.withLock { state in
            state.addImage(name)
            if var image = state.images[State.tagged(name)] {
                change(&image)
                state.images[State.tagged(name)] = image
            }
        }
    }

    package func images(filters: QueryFilters) async throws -> [ImageSummary] {
        try await reach(.images)
        try Self.check(filters, known: ["label"])
        return state.withLock { state in
            state.images.sorted { $0.key < $1.key }.compactMap { name, image in
                let labels = image.config.labels
                guard (filters.values["label"] ?? []).allSatisfy({ Self.hasLabel($0, labels) }) else { return nil }
                var summary = ImageSummary(id: image.id, repoTags: image.repoTags.isEmpty ? [] : [name.rawValue])
                summary.labels = labels
                summary.size = image.size
                return summary
            }
        }
    }

    package func inspectImage(_ image: ImageReference) async throws -> ImageInspection {
        try await reach(.inspectImage, image.rawValue)
        return try state.withLock { try $0.image(image) }
    }

    package func pullImage(
        _ image: ImageReference,
        platform: String?,
        authorization: String?
    ) async throws -> BackendStream<JSONProgress> {
        try await reach(.pullImage, image.rawValue)
        return try state.withLock { state in
            guard let found = state.registry[State.tagged(image)] else {
                throw BackendError.notFound(
                    "pull access denied for \(image), repository does not exist or may require 'docker login'"
                )
            }
            state.images[State.tagged(image)] = found
            state.emit(.pull, .image, id: image.rawValue, ["name": image.rawValue])
            var message = JSONProgress()
            message.status = "Status: Downloaded newer image for \(image)"
            return Self.stream(of: [message])
        }
    }

    package func pushImage(_ image: ImageReference, authorization: String?) async throws -> BackendStream<JSONProgress>
    {
        try await reach(.pushImage, image.rawValue)
        guard authorization != nil else {
            throw BackendError.invalidParameter("Bad parameters and missing X-Registry-Auth: EOF")
        }
        return state.withLock { state in
            var message = JSONProgress()
            if let found = state.images[State.tagged(image)] {
                state.registry[State.tagged(image)] = found
                message.status = "latest: digest: \(found.id) size: 1"
            } else {
                message.error = "An image does not exist locally with the tag: \(image)"
            }
            return Self.stream(of: [message])
        }
    }

    package func importImage(
        as name: ImageReference,
        changes: [String],
        rootFileSystem: [UInt8]
    ) async throws -> BackendStream<JSONProgress> {
        try await reach(.importImage, name.rawValue)
        return try state.withLock { state in
            state.addImage(name)
            var message = JSONProgress()
            message.status = try state.image(name).id.rawValue
            return Self.stream(of: [message])
        }
    }

    package func commit(_ container: ContainerID, _ options: CommitOptions) async throws -> CommitResponse {
        try await reach(.commit, name(of: container))
        return try state.withLock { state in
            let found = try state.container(container)
            let id = ImageID("sha256:\(state.nextIdentifier())")
            let name = options.reference.map(State.tagged) ?? ImageReference(id)
            state.images[name] = ImageInspection(
                id: id,
                repoTags: options.reference == nil ? [] : [name.rawValue],
                config: found.inspection.config
            )
            state.commits.append(options)
            state.emit(.other("commit"), of: found)
            return CommitResponse(id: id)
        }
    }

    /// What images were made of containers with, in order.
    package var commits: [CommitOptions] { state.withLock(\.commits) }

    package func tagImage(_ image: ImageReference, as name: ImageReference) async throws {
        try await reach(.tagImage, image.rawValue)
        try state.withLock { $0.images[State.tagged(name)] = try $0.image(image) }
    }

    package func removeImage(_ image: ImageReference, force: Bool) async throws {
        try await reach(.removeImage, image.rawValue)
        try state.withLock { state in
            let found = try state.image(image)
            if !force, let user = state.containers.values.first(where: { $0.inspection.image == found.id }) {
                throw BackendError.conflict(
                    "conflict: unable to remove repository reference \"\(image)\" (must force) - container "
                        + "\(user.inspection.id.shortForm) is using its referenced image \(found.id.shortForm)"
                )
            }
            if state.images.removeValue(forKey: State.tagged(image)) == nil {
                state.images = state.images.filter { $0.value.id != found.id }
            }
        }
    }

    package func build(_ options: BuildOptions, context: [UInt8]) async throws -> BackendStream<JSONProgress> {
        state.withLock { $0.builds.append(options) }
        try await reach(.build, options.tags.first?.rawValue ?? "")
        return state.withLock { state in
            var message = JSONProgress()
            if let failure = options.tags.compactMap({ state.buildFailures[State.tagged($0)] }).first {
                message.errorDetail = .init(message: failure)
                message.error = failure
            } else {
                let id = ImageID("sha256:\(state.nextIdentifier())")
                for tag in options.tags {
                    state.images[State.tagged(tag)] = ImageInspection(id: id, repoTags: options.tags.map(\.rawValue))
                }
                message.aux = .image(id)
            }
            return Self.stream(of: [message])
        }
    }
}

extension ScriptedStore.State {
    /// A reference with the tag that is meant where it has none.
    static func tagged(_ image: ImageReference) -> ImageReference {
        let last = image.rawValue.split(separator: "/").last ?? ""
        return last.contains(":") || last.contains("@") ? image : ImageReference("\(image):latest")
    }

    /// Finds an image by reference or identifier.
    func image(_ wanted: ImageReference) throws(BackendError) -> ImageInspection {
        if let found = images[Self.tagged(wanted)] { return found }
        if let found = images.values.first(where: { $0.id.rawValue == wanted.rawValue }) { return found }
        throw .notFound("No such image: \(Self.tagged(wanted))")
    }

    /// Puts an image there.
    mutating func addImage(_ name: ImageReference) {
        let name = Self.tagged(name)
        images[name] = ImageInspection(id: ImageID("sha256:\(nextIdentifier())"), repoTags: [name.rawValue])
    }
}
