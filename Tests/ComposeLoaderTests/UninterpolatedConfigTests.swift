import ComposeLoader
import Testing

/// What `config --no-interpolate` prints: the forms of the files, as docker compose prints them.
@Suite struct UninterpolatedConfigTests {
    private func config(_ loading: Loading) throws -> String {
        try loading.with {
            $0.request.interpolates = false
            $0.request.projectName = "t"
        }
        .config()
    }

    private let base = """
        services:
          web:
            image: x:${T}
            environment: [Z=1, 'A=${B}', NIL]
            labels: {b: 1, a: null, c: true}
            extra_hosts: ["h:1.1.1.1"]
            dns: 1.1.1.1
            dns_search: a
            tmpfs: /a
            expose: [80, "81"]
            group_add: [5]
            sysctls: [a=1]
            storage_opt: {size: 5}
            build: {args: [A, B=1], ssh: [default], provenance: true, additional_contexts: [a=b]}
            deploy: {labels: [a=b]}
            post_start: [{command: a, environment: [A=b, C]}]
            networks: {default: {driver_opts: {a: 5}}}

        """

    @Test func listsStayListsAndNumbersNumbers() throws {
        #expect(
            try config(Loading(base)) == """
                name: t
                networks:
                  default:
                    name: t_default
                services:
                  web:
                    build:
                      additional_contexts:
                        a: /project/b
                      args:
                        - B=1
                      context: /project
                      dockerfile: Dockerfile
                      provenance: "true"
                      ssh:
                        default: null
                    deploy:
                      labels:
                        - a=b
                    dns:
                      - 1.1.1.1
                    dns_search: a
                    environment:
                      - Z=1
                      - A=${B}
                      - NIL
                    expose:
                      - 80
                      - "81"
                    extra_hosts:
                      - h:1.1.1.1
                    group_add:
                      - 5
                    image: x:${T}
                    labels:
                      a: null
                      b: 1
                      c: true
                    networks:
                      default:
                        driver_opts:
                          a: 5
                    post_start:
                      - command: a
                        environment:
                          - A=b
                          - C
                    storage_opt:
                      size: 5
                    sysctls:
                      - a=1
                    tmpfs: /a

                """
        )
    }

    @Test func variablesAreNamesToo() throws {
        let text =
            "services:\n  web:\n    image: x\n    depends_on: ['${DB}']\n    env_file: a.env\n    ports: ['${A}:1', '${B}:2']\n"
        let config = try config(Loading(text))
        for part in [
            "      ${DB}:\n        condition: service_started\n",
            "      - path: /project/a.env\n        required: true\n",
            "      - ${A}:1\n      - ${B}:2\n",
        ] {
            #expect(config.contains(part), "\(part)\nis not in\n\(config)")
        }
    }

    @Test func whatIsMergedIsAList() throws {
        let text = try config(
            Loading(
                layers: base,
                """
                services:
                  web:
                    environment: {A: 2, NEW: null}
                    labels: [d=4, b=2]
                    dns_search: b
                    tmpfs: [/b]
                    sysctls: {b: 2}
                    build: {args: {B: 2}}
                    extra_hosts: {h: 2.2.2.2}

                """
            )
        )
        for part in [
            "      args:\n        - B=2\n",
            "    environment:\n      - Z=1\n      - A=2\n      - NIL\n      - NEW\n",
            "    labels:\n      - a\n      - b=2\n      - c=true\n      - d=4\n",
            "    dns_search:\n      - a\n      - b\n", "    tmpfs:\n      - /a\n      - /b\n",
            "    sysctls:\n      - a=1\n      - b=2\n", "    extra_hosts:\n      - h:1.1.1.1\n      - h=2.2.2.2\n",
        ] {
            #expect(text.contains(part), "\(part)\nis not in\n\(text)")
        }
    }
}
