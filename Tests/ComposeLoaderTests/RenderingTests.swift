import ComposeModel
import OrderedCollections
import Testing

@testable import ComposeLoader

@Suite struct RenderingTests {
    @Test(arguments: [
        ("plain", "plain"), ("", "\"\""), ("yes", "\"yes\""), ("y", "\"y\""), ("no", "\"no\""), ("true", "\"true\""),
        ("null", "\"null\""), ("~", "\"~\""), ("1", "\"1\""), ("1.5", "\"1.5\""), ("017", "\"017\""),
        ("1_0", "\"1_0\""),
        ("1e3", "\"1e3\""), ("22:22", "\"22:22\""), ("190:20:30", "\"190:20:30\""), ("8080:80", "8080:80"),
        ("0x", "0x"),
        ("2001-01-01", "\"2001-01-01\""), ("2001-13-01", "2001-13-01"), ("a: b", "'a: b'"), ("a:", "'a:'"),
        ("a:b", "a:b"),
        ("#x", "'#x'"), ("a #b", "'a #b'"), ("a#b", "a#b"), ("- x", "'- x'"), ("-x", "-x"), ("-", "'-'"), ("?x", "?x"),
        ("[x", "'[x'"), ("x]", "x]"), ("a,b", "a,b"), ("*x", "'*x'"), ("&x", "'&x'"), ("!x", "'!x'"), ("%x", "'%x'"),
        ("@x", "'@x'"), ("'q'", "'''q'''"), ("\"q\"", "'\"q\"'"), (" x", "' x'"), ("x ", "'x '"), ("a\tb", "\"a\\tb\""),
        ("a\\b", "a\\b"), ("é", "é"), ("😀", "\"\\U0001F600\""), ("a\u{7}", "\"a\\a\""), ("---", "'---'"), ("=", "="),
        ("x \ny", "\"x \\ny\""), ("a\rb", "\"a\\rb\""),
    ])
    func textsAreQuotedOnlyWhereNeeded(_ text: String, _ written: String) {
        #expect(YAMLScalarStyle.value(text, indent: 2) == written)
    }

    @Test(arguments: [
        ("a\nb", "|-\n  a\n  b"), ("a\nb\n", "|\n  a\n  b\n"), ("a\n\n", "|+\n  a\n\n"), ("\na", "|2-\n\n  a"),
        (" a\nb", "|2-\n   a\n  b"),
    ])
    func linesBecomeLiteralBlocks(_ text: String, _ written: String) {
        #expect(YAMLScalarStyle.value(text, indent: 2) == written)
    }

    @Test func keysSortNumbersByValueAndLettersAfterOthers() {
        let keys = ["b", "a10", "a9", "a-1", "a_1", "aB", "ab", "B", "a", "a1b", "a01"]
        let sorted = keys.sorted(by: NaturalOrder.precedes)
        #expect(sorted == ["B", "a", "a-1", "a_1", "a1b", "a01", "a9", "a10", "aB", "ab", "b"])
    }

    @Test(
        arguments: [
            (1.5, "1.5"), (100_000, "100000"), (1_000_000, "1e+06"), (1_234_567.5, "1.2345675e+06"), (0.0001, "0.0001"),
            (0.00001, "1e-05"), (0, "0"), (-2.25, "-2.25"), (1e23, "1e+23"),
        ] as [(Double, String)]
    )
    func numbersPrintAsInGo(_ number: Double, _ text: String) {
        #expect(FloatText.shortest(number) == text)
    }

    @Test func wholeProjectsPrintAsDockerComposePrintsThem() throws {
        let text = """
            name: shop
            services:
              web:
                build: {context: ., args: {A: 1}}
                command: run "a b" $$HOME
                depends_on: [db]
                environment: {B: "2", A: 1.50, C: }
                ports: ["8080:80"]
                volumes: ["./src:/src:ro", "data:/data"]
                healthcheck: {test: curl localhost, interval: 90s, retries: 3}
                deploy: {resources: {limits: {cpus: "0.5", memory: 1g}}}
                x-own: {b: [1, 2], a: text}
              db:
                image: postgres
            volumes: {data: , unused: }
            """
        #expect(
            try Loading(text).config() == """
                name: shop
                services:
                  db:
                    image: postgres
                    networks:
                      default: null
                  web:
                    build:
                      context: /project
                      dockerfile: Dockerfile
                      args:
                        A: "1"
                    command:
                      - run
                      - a b
                      - $$HOME
                    depends_on:
                      db:
                        condition: service_started
                        required: true
                    deploy:
                      resources:
                        limits:
                          cpus: 0.5
                          memory: "1073741824"
                    environment:
                      A: "1.5"
                      B: "2"
                      C: null
                    healthcheck:
                      test:
                        - CMD-SHELL
                        - curl localhost
                      interval: 1m30s
                      retries: 3
                    networks:
                      default: null
                    ports:
                      - mode: ingress
                        target: 80
                        published: "8080"
                        protocol: tcp
                    volumes:
                      - type: bind
                        source: /project/src
                        target: /src
                        read_only: true
                        bind:
                          create_host_path: true
                      - type: volume
                        source: data
                        target: /data
                        volume: {}
                    x-own:
                      a: text
                      b:
                        - 1
                        - 2
                networks:
                  default:
                    name: shop_default
                volumes:
                  data:
                    name: shop_data

                """
        )
    }

    @Test func jsonPrintsWhatYAMLLeavesOut() throws {
        #expect(
            try Loading("name: a\nservices: {web: {image: \"x<y\"}}\n").config(.json) == """
                {
                  "name": "a",
                  "networks": {
                    "default": {
                      "name": "a_default",
                      "ipam": {}
                    }
                  },
                  "services": {
                    "web": {
                      "command": null,
                      "entrypoint": null,
                      "image": "x\\u003cy",
                      "networks": {
                        "default": null
                      }
                    }
                  }
                }
                """
        )
    }

    @Test func whatIsPrintedLoadsToTheSameProject() throws {
        let text = """
            name: round
            services:
              web:
                image: x
                command: [echo, $$A, "yes", "  x"]
                environment: {A: "a$$b", B: "multi\\nline\\n", C: "#"}
                ports: ["127.0.0.1:8080-8090:80/udp"]
                ulimits: {nofile: {soft: 1, hard: 2}}
                extra_hosts: ["a:1.1.1.1"]
            """
        let first = try Loading(text).run()
        let second = try Loading(ConfigRenderer().text(first)).run()
        #expect(second.project.services == first.project.services)
        #expect(second.project.networks == first.project.networks)
    }

    @Test func modelsAreInYAMLAlone() throws {
        let loading = Loading("services: {web: {image: x, models: [m]}}\nmodels: {m: {model: ai/small}}\n")
        #expect(try loading.config().hasSuffix("models:\n  m:\n    model: ai/small\n"))
        #expect(try loading.config(.json).contains("ai/small") == false)
    }
}
