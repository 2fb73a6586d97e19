import ComposeModel
import EngineAPI
import OrderedCollections

/// From a service's `build` section to all that a build step needs.
struct BuildTranslation {
    let project: Project
    let overrides: BuildOverrides
    /// What the engine can do that builds.
    var engine = EngineCapabilities.everything

    /// Translates the section of a service that has one.
    ///
    /// - Parameter basesArePulled: whether everything that it is built from was pulled before.
    /// - Throws: ``ReconciliationError`` with all that the engine cannot do, or that is not supported yet.
    func operation(
        _ definition: BuildDefinition,
        of service: Service,
        basesArePulled: Bool
    ) throws(ReconciliationError) -> Operation.BuildImage {
        if let error = ReconciliationError.all(of: MissingFeatures(ofBuildOf: service, on: engine).refusals) {
            throw error
        }
        if let error = ReconciliationError.all(of: AttributeTable.refusalsOfBuild(of: service, in: project)) {
            throw error
        }
        return Operation.BuildImage(
            service: service.name,
            image: service.image,
            context: definition.context,
            dockerfile: definition.dockerfileInline.map { .inline($0) } ?? .file(definition.dockerfile),
            request: request(definition, of: service, basesArePulled: basesArePulled)
        )
    }

    private func request(_ definition: BuildDefinition, of service: Service, basesArePulled: Bool) -> BuildOptions {
        var request = BuildOptions(tags: ([service.image] + definition.tags).map { ImageReference($0) })
        request.target = definition.target
        for (name, value) in definition.arguments {
            if let value = value ?? project.environment[name] { request.buildArgs[name] = value }
        }
        request.buildArgs.merge(overrides.arguments.mapValues { $0 }) { $1 }
        request.labels = Dictionary(uniqueKeysWithValues: definition.labels.map { ($0, $1) })
        request.labels[ComposeLabel.project] = project.name.rawValue
        request.labels[ComposeLabel.service] = service.name.rawValue
        request.labels[ComposeLabel.version] = overrides.toolVersion
        request.extraHosts = definition.extraHosts.flatMap { name, addresses in addresses.map { "\(name):\($0)" } }
        request.cacheFrom = definition.cacheFrom.map { ImageReference($0) }
        request.noCache = definition.noCache || overrides.withoutCache
        request.pull = !basesArePulled && (definition.pull || overrides.pullsBaseImages)
        request.networkMode = definition.network
        request.shmSize = definition.sharedMemorySize?.bytes
        request.platform = definition.platforms.first ?? service.platform
        return request
    }
}
