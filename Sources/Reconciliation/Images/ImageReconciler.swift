package import ComposeModel
import DependencyGraphs
import EngineAPI
import OrderedCollections

/// Decides which images have to be pulled or built before containers can be planned: pure, no I/O.
///
/// An image that a service of the project builds is never pulled: it is built before what runs it and before what is built
/// from it.
package struct ImageReconciler: Sendable {
    /// When images are built.
    package enum Building: Sendable, Hashable {
        /// When they are missing.
        case whenMissing
        /// Always.
        case always
        /// Never.
        case never
    }

    /// When images are pulled, overriding each service's `pull_policy`.
    package enum Pulling: String, Sendable, Hashable, CaseIterable {
        /// Always, even when they are there.
        case always
        /// When they are missing.
        case missing
        /// Never.
        case never
    }

    private let project: Project
    private let baseImages: [ServiceName: DockerfileReferences]
    private let overrides: BuildOverrides
    private let building: Building
    private let pulling: Pulling?
    private let outdated: [ServiceName: String]
    /// What is known of the images that ``registryImages(ofBuildsIn:)`` names; what is not known is left to the builder.
    package var registryBases: [ServiceName: RegistryBases] = [:]

    /// Creates a reconciler.
    ///
    /// - Parameters:
    ///   - baseImages: the images that the services' Dockerfiles name.
    ///   - overrides: what this run changes in how images are built.
    ///   - outdated: the services whose images are there and older than what they are built from, with the reason.
    package init(
        _ project: Project,
        baseImages: [ServiceName: DockerfileReferences] = [:],
        overrides: BuildOverrides,
        building: Building = .whenMissing,
        pulling: Pulling? = nil,
        outdated: [ServiceName: String] = [:]
    ) {
        self.outdated = outdated
        self.project = project
        self.baseImages = baseImages
        self.overrides = overrides
        self.building = building
        self.pulling = pulling
    }

    /// The plan that makes the images of the services available.
    ///
    /// - Throws: ``ReconciliationError/imageMissing(service:image:)``,
    ///   ``ReconciliationError/imageNameInvalid(service:image:)``, ``ReconciliationError/buildCycle(_:)``.
    package func plan(for services: [Service], observed: ObservedState) throws(ReconciliationError) -> Plan {
        var requirements = Requirements(producers: ImageProducers(of: project), observed: observed)
        for service in services where service.provider == nil {
            try note(service, in: &requirements)
            for image in service.furtherImages { try noteFurther(image, of: service, &requirements) }
        }
        while let service = requirements.unvisited.popLast() {
            for source in sources(of: service, requirements.producers) {
                try noteSource(source, of: service, in: &requirements)
            }
        }
        return try requirements.plan(
            BuildTranslation(project: project, overrides: overrides, engine: observed.engine)
        )
    }

    /// The images that the builds of a plan start from and that come from a registry, since no service builds them.
    package func registryImages(ofBuildsIn plan: Plan) -> [ServiceName: RegistryBases] {
        guard !plan.isEmpty else { return [:] }
        let producers = ImageProducers(of: project)
        var result: [ServiceName: RegistryBases] = [:]
        for step in plan.steps {
            guard case .buildImage(let build) = step.operation, let references = baseImages[build.service],
                let service = project.definition(of: build.service)
            else { continue }
            let contexts = service.build?.additionalContexts ?? [:]
            let images = references.images.filter { image in
                contexts[image] == nil && ImageReference(image).isWellFormed
                    && producers.producer(of: image, for: service.name) == nil
            }
            result[service.name] = RegistryBases(
                images: images,
                isComplete: references.isComplete,
                wantsNewest: overrides.pullsBaseImages || service.build?.pull ?? false
            )
        }
        return result
    }

    private func note(_ service: Service, in requirements: inout Requirements) throws(ReconciliationError) {
        guard ImageReference(service.image).isWellFormed else {
            throw .imageNameInvalid(service: service.name, image: service.image)
        }
        let isThere = requirements.isThere(service.image)
        if service.build != nil {
            if let cause = buildCause(of: service, isThere: isThere) { build(service, because: cause, &requirements) }
        } else if building != .never,
            let producer = requirements.producers.producer(of: service.image, for: service.name)
        {
            guard !isThere else { return }
            try checkName(of: producer)
            build(producer, because: "'\(service.name)' runs its image, which does not exist", &requirements)
        } else if let cause = try pullCause(of: service, requirements) {
            requirements.pull(service, because: cause)
        }
    }

    /// An image that a service needs beside its own.
    private func noteFurther(
        _ image: String,
        of service: Service,
        _ requirements: inout Requirements
    ) throws(ReconciliationError) {
        guard ImageReference(image).isWellFormed else { throw .imageNameInvalid(service: service.name, image: image) }
        guard !requirements.isThere(image) else { return }
        if let producer = requirements.producers.producer(of: image, for: service.name) {
            guard building != .never else { return }
            try checkName(of: producer)
            build(producer, because: "'\(service.name)' needs its image, which does not exist", &requirements)
        } else if pulling == .never {
            throw .imageMissing(service: service.name, image: image)
        } else {
            requirements.pullFurther(image, for: service)
        }
    }

    private func noteSource(
        _ source: Service,
        of service: Service,
        in requirements: inout Requirements
    ) throws(ReconciliationError) {
        if building != .never, !requirements.isThere(source.image) {
            try checkName(of: source)
            build(source, because: "'\(service.name)' is built from its image, which does not exist", &requirements)
        }
        requirements.order(service.name, after: source.name)
    }

    private func build(_ service: Service, because cause: String, _ requirements: inout Requirements) {
        requirements.build(service, because: cause, from: registryBases[service.name])
    }

    private func checkName(of service: Service) throws(ReconciliationError) {
        guard ImageReference(service.image).isWellFormed else {
            throw .imageNameInvalid(service: service.name, image: service.image)
        }
    }

    /// The services whose images a service's own is built from.
    func sources(of service: Service, _ producers: ImageProducers) -> [Service] {
        var sources: [Service] = []
        let contexts = service.build?.additionalContexts ?? [:]
        for value in contexts.values {
            switch ContextPlace(value) {
            case .service(let name):
                if let source = project.definition(of: name) { sources.append(source) }
            case .image(let image):
                if let source = producers.producer(of: image, for: service.name) { sources.append(source) }
            case .other: continue
            }
        }
        for image in baseImages[service.name]?.images ?? [] where contexts[image] == nil {
            if let source = producers.producer(of: image, for: service.name) { sources.append(source) }
        }
        return sources.filter { $0.name != service.name }
    }

    private func buildCause(of service: Service, isThere: Bool) -> String? {
        switch building {
        case .always: return "building was asked for"
        case .never: return nil
        case .whenMissing:
            if service.pullPolicy == .build { return "its pull policy is 'build'" }
            return isThere ? outdated[service.name] : "it does not exist"
        }
    }

    private func pullCause(
        of service: Service,
        _ requirements: Requirements
    ) throws(ReconciliationError) -> String? {
        let isThere = requirements.isThere(service.image)
        let policy: PullPolicy =
            switch pulling {
            case .always: .always
            case .missing: .missing
            case .never: .never
            case nil: service.pullPolicy ?? .missing
            }
        switch policy {
        case .always: return "its pull policy is 'always'"
        case .never:
            guard isThere else { throw .imageMissing(service: service.name, image: service.image) }
            return nil
        case .missing, .build: return isThere ? nil : "it does not exist"
        case .refresh(let limit):
            guard isThere else { return "it does not exist" }
            // The engine does not know of every image when it was pulled.
            if let age = requirements.observed.imageAges[service.image], age <= limit { return nil }
            return "its last pull is longer ago than its pull policy allows"
        }
    }
}
