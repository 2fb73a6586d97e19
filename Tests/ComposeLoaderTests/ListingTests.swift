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

@Suite struct UninterpolatedTests {
    @Test func variablesStayAsTheyAreWritten() throws {
        let text = """
            name: shop
            services:
              web:
                image: app:${TAG:?needed}
                ports: ["${PORT}:80", "443:443"]
                volumes: ["${DIR:-./x}:/data"]
                tty: ${TTY}
                restart: ${RESTART}
                environment: ["A=${B}"]
            """
        let loading = Loading(text).with { $0.request.interpolates = false }
        #expect(
            try loading.config() == """
                name: shop
                networks:
                  default:
                    name: shop_default
                services:
                  web:
                    environment:
                      - A=${B}
                    image: app:${TAG:?needed}
                    networks:
                      default: null
                    ports:
                      - ${PORT}:80
                      - mode: ingress
                        protocol: tcp
                        published: "443"
                        target: 443
                    restart: ${RESTART}
                    tty: ${TTY}
                    volumes:
                      - source: ${DIR:-./x}
                        target: /data
                        type: volume
                        volume: {}

                """
        )
        #expect(try loading.run().warnings == [])
    }

    @Test func theVariablesOfTheFilesAreListed() throws {
        let text = """
            services:
              web:
                image: app:${TAG:-1}
                hostname: ${HOST:?why}
                user: ${USER:+other}$PLAIN
                command: echo ${A:-${B-c}} $$NOT
            """
        let loaded = try Loading(text).with { $0.request.interpolates = false }.run()
        #expect(
            loaded.interpolationVariables.map {
                "\($0.name) \($0.isRequired) \($0.defaultValue ?? "-") \($0.alternateValue ?? "-")"
            } == [
                "A false ${B-c} -", "B false c -", "HOST true - -", "PLAIN false - -", "TAG false 1 -",
                "USER false - other",
            ]
        )
    }
}
