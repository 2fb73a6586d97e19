import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// What the engine is asked for when a service has attributes that are not simply handed over.
@Suite struct ServiceRequestTests {
    private func request(_ attribute: String) throws -> ContainerCreateRequest {
        let fixture = try PlanFixture("services: {web: {image: web, \(attribute)}, db: {image: db}}")
        let service = try #require(fixture.project.services["web"])
        return try ContainerBlueprint(of: service, in: fixture.project).request
    }

    @Test func credentialsOfAServiceAccountAreAnOptionOfSecurity() throws {
        #expect(
            try request("credential_spec: {file: spec.json}").hostConfig.securityOpt
                == ["credentialspec=file://spec.json"]
        )
        #expect(
            try request("security_opt: [a], credential_spec: {registry: key}").hostConfig.securityOpt
                == ["a", "credentialspec=registry://key"]
        )
    }

    @Test func imagesAreMountedAsSuch() throws {
        let mounts = try request(
            "volumes: [{type: image, source: tools, target: /tools, read_only: true, image: {subpath: bin}}]"
        )
        .hostConfig.mounts
        #expect(mounts.map(\.type) == [.image])
        #expect(mounts.map(\.source) == ["tools"] && mounts.map(\.target) == ["/tools"])
    }

    @Test func namedPipesAreRefusedWithTheReason() throws {
        let fixture = try PlanFixture(
            "services: {web: {image: web, volumes: [{type: npipe, source: '\\\\.\\pipe\\docker', target: /x}]}}"
        )
        let error = #expect(throws: ReconciliationError.self) { _ = try fixture.outcome() }
        #expect(
            error?.description
                == "service 'web' uses 'volumes.type', which is not supported yet: "
                + "'npipe', since named pipes are of engines on Windows"
        )
    }

    @Test func linksToContainersElsewhereAreThoseOfTheNetwork() throws {
        let fixture = try PlanFixture("services: {web: {image: web, external_links: [other, 'far:near']}}")
        let service = try #require(fixture.project.services["web"])
        let attachments = try ContainerBlueprint(of: service, in: fixture.project).attachments
        #expect(attachments.map(\.endpoint.links) == [["other:other", "far:near"]])
    }
}
