import BuildSessions
import ComposeModel
import EngineAPI
import EngineClient
import Reconciliation
import SystemPackage

/// What a Dockerfile may take from beside its context.
extension ImageBuilder {
    /// The repository of the images that directories become for the time of a build.
    private static let repository = "engarde-context"

    /// Lets `body` build from images under the names of a build's further contexts; directories that the Dockerfile uses are
    /// made images for as long.
    ///
    /// - Throws: ``ConvergenceError/build(service:_:)``, `EngineError`, `CancellationError`, what `body` throws.
    func withContexts(
        of build: Operation.BuildImage,
        _ request: BuildOptions,
        in dockerfile: SentDockerfile,
        _ body: (BuildOptions, SentDockerfile) async throws -> Void
    ) async throws {
        let names = DockerfileContextNames(
            in: String(decoding: dockerfile.text, as: UTF8.self),
            named: build.contexts.map(\.name),
            arguments: request.buildArgs.compactMapValues { $0 }
        )
        let used = names.used
        guard !used.isEmpty else { return try await body(request, dockerfile) }
        var images: [String: String] = [:]
        var made: [ImageReference] = []
        do {
            for context in build.contexts where used.contains(context.name) {
                switch context.source {
                case .image(let image): images[context.name] = image
                case .directory(let path):
                    let image = Self.image(of: context, for: build)
                    made.append(image)
                    try await makeImage(image, of: path, for: build, request)
                    images[context.name] = image.rawValue
                }
            }
            var sent = dockerfile
            sent.text = Array(names.text(with: images).utf8)
            var options = request
            if options.pull {
                // The engine would look for these images in a registry.
                options.pull = false
                events.warn(
                    "build of '\(build.service)': newer base images are not looked for, since it has further contexts"
                )
            }
            try await body(options, sent)
        } catch {
            await remove(made)
            throw error
        }
        await remove(made)
    }

    /// Takes away what a build that was cut short may have left: its own clean-up was cut short with it.
    func removeContexts(of build: Operation.BuildImage) async {
        await remove(
            build.contexts.compactMap { context in
                guard case .directory = context.source else { return nil }
                return Self.image(of: context, for: build)
            }
        )
    }

    /// What a directory is called for the time of a build.
    ///
    /// The same in each build: what one leaves that comes to no end at all goes with the next one.
    private static func image(of context: BuildContext, for build: Operation.BuildImage) -> ImageReference {
        let key = SharedKey(parts: [build.context, build.image, build.service.rawValue, context.name])
        return ImageReference("\(repository):\(key.text)")
    }

    /// Makes an image that has nothing but the files of a directory; the engine keeps a copy of them, and is sent what changes.
    private func makeImage(
        _ image: ImageReference,
        of directory: String,
        for build: Operation.BuildImage,
        _ request: BuildOptions
    ) async throws {
        let root = FilePath(directory).lexicallyNormalized()
        if let flaw = Self.flaw(ofDirectory: root) { throw ConvergenceError.build(service: build.service, flaw) }
        var own = BuildOptions(builder: request.builder, tags: [image])
        own.labels = request.labels
        (own.platform, own.platforms) = (request.platform, request.platforms)
        let dockerfile = SentDockerfile(text: Array("FROM scratch\nCOPY . /\n".utf8), source: Self.repository)
        do {
            try await self.build(own, from: root, dockerfile, of: build.service, onEvent: { _ in })
        } catch EngineError.buildFailed(var failure) {
            // It is no step of the service's own Dockerfile.
            failure.step = nil
            throw EngineError.buildFailed(failure)
        }
    }

    /// Takes the names of images away; what the builder has made stays in its cache.
    private func remove(_ images: [ImageReference]) async {
        for image in images { try? await client.removeImage(image) }
    }
}
