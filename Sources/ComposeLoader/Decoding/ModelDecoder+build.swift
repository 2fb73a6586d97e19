internal import ComposeModel
internal import ComposeYAML
internal import OrderedCollections

extension ModelDecoder {
    func build(_ reader: AttributeReader) -> BuildDefinition {
        var build = BuildDefinition(context: reader.text("context") ?? ".")
        build.dockerfile = reader.text("dockerfile") ?? "Dockerfile"
        build.dockerfileInline = reader.text("dockerfile_inline")
        build.target = reader.text("target")
        build.arguments = reader.environment("args")
        build.labels = reader.map("labels")
        build.tags = reader.texts("tags")
        build.platforms = reader.texts("platforms")
        build.cacheFrom = reader.texts("cache_from")
        build.cacheTo = reader.texts("cache_to")
        build.noCache = reader.flag("no_cache")
        build.noCacheFilter = reader.texts("no_cache_filter")
        build.pull = reader.flag("pull")
        build.additionalContexts = reader.map("additional_contexts")
        build.entitlements = reader.texts("entitlements")
        build.extraHosts = reader.hosts("extra_hosts")
        build.isolation = reader.text("isolation")
        build.network = reader.text("network")
        build.privileged = reader.flag("privileged")
        build.secrets = reader.records("secrets").map(fileReference)
        build.ssh = reader.map("ssh")
        build.sharedMemorySize = reader.bytes("shm_size")
        build.ulimits = reader.ulimits("ulimits")
        build.provenance = reader.text("provenance")
        build.sbom = reader.text("sbom")
        return build
    }
}
