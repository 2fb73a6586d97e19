import ComposeModel
import Reconciliation
import Testing

/// What `build --print` prints.
@Suite struct BakeFileTests {
    private static let text = """
        services:
          web.app:
            image: shop/web:1
            build:
              context: /src
              dockerfile: ./docker/../Dockerfile
              args: {B: "${TAG}", A: "$${HOME}"}
              labels: {tier: front}
              tags: [shop/web:next]
              additional_contexts: {base: "service:base"}
              secrets: [token, {source: key, target: id}]
              ssh: [default]
              extra_hosts: ["far=10.0.0.1"]
              shm_size: 64m
              ulimits: {nofile: {soft: 1, hard: 2}}
              provenance: "mode=max"
          base: {build: {context: /base, dockerfile_inline: FROM scratch}, platform: linux/arm64}
          db: {image: postgres}
        secrets: {token: {environment: TOKEN}, key: {file: /key}}
        """

    @Test func allBuildsAreTargetsAndTheNamedOnesTheDefault() throws {
        var fixture = try PlanFixture(Self.text.replacing("${TAG}", with: "2"))
        fixture.project.environment = [:]
        var overrides = BuildOverrides(toolVersion: "9.9")
        overrides.arguments = ["C": "<3>"]
        var file = BakeFile(fixture.project, overrides: overrides)
        file.pushes = true
        #expect(
            file.text(building: ["web.app"]) == """
                {
                  "group": {
                    "default": {
                      "targets": [
                        "web_app"
                      ]
                    }
                  },
                  "target": {
                    "base": {
                      "context": "/base",
                      "dockerfile-inline": "FROM scratch",
                      "args": {
                        "C": "\\u003c3\\u003e"
                      },
                      "labels": {
                        "com.docker.compose.project": "shop",
                        "com.docker.compose.service": "base",
                        "com.docker.compose.version": "9.9"
                      },
                      "tags": [
                        "shop-base"
                      ],
                      "platforms": [
                        "linux/arm64"
                      ],
                      "output": [
                        "type=docker"
                      ]
                    },
                    "web_app": {
                      "context": "/src",
                      "contexts": {
                        "base": "target:base"
                      },
                      "dockerfile": "/src/Dockerfile",
                      "args": {
                        "A": "$${HOME}",
                        "B": "2",
                        "C": "\\u003c3\\u003e"
                      },
                      "labels": {
                        "com.docker.compose.project": "shop",
                        "com.docker.compose.service": "web.app",
                        "com.docker.compose.version": "9.9",
                        "tier": "front"
                      },
                      "tags": [
                        "shop/web:next",
                        "shop/web:1"
                      ],
                      "secret": [
                        "id=token,type=env,env=TOKEN",
                        "id=id,type=file,src=/key"
                      ],
                      "ssh": [
                        "default="
                      ],
                      "shm-size": "67108864",
                      "ulimits": [
                        "nofile=1:2"
                      ],
                      "extra-hosts": {
                        "far": "10.0.0.1"
                      },
                      "output": [
                        "type=registry"
                      ],
                      "attest": [
                        "type=provenance,mode=max"
                      ]
                    }
                  }
                }

                """
        )
    }

    @Test func whatIsOnlyCheckedHasNoOutput() throws {
        var file = BakeFile(
            try PlanFixture("services: {web: {build: {context: /src}}}\n").project,
            overrides: BuildOverrides(toolVersion: "9.9")
        )
        file.checks = true
        let text = file.text(building: ["web"])
        #expect(text.contains("\"call\": \"lint\"") && !text.contains("output"), "\(text)")
    }
}
