import ComposeLoader
import Testing

@Suite struct ListingTests {
    @Test func theListsAreSortedAndLeaveOutWhatIsNotUsed() throws {
        let text = """
            services:
              web: {image: b, volumes: ['data:/d'], networks: [back]}
              db: {build: ., networks: [back]}
              tool: {image: t, profiles: [q, p]}
            networks: {back: , unused: }
            volumes: {data: , unused: }
            """
        let loaded = try Loading(text).run()
        #expect(ProjectListing.services.lines(of: loaded) == ["db", "web"])
        #expect(ProjectListing.images.lines(of: loaded) == ["project-db", "b"])
        #expect(ProjectListing.volumes.lines(of: loaded) == ["data"])
        #expect(ProjectListing.networks.lines(of: loaded) == ["back"])
        #expect(ProjectListing.profiles.lines(of: loaded) == ["p", "q"])
        #expect(
            ProjectListing.environment.lines(of: loaded) == [
                "COMPOSE_PROJECT_NAME=project", "HOME=/home/dev", "PWD=/project",
            ]
        )
    }
}
