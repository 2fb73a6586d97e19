import ComposeModel
import OrderedCollections
import Testing

/// What labels say, also those that somebody else wrote.
@Suite struct ComposeLabelsTests {
    private let written = ComposeLabels([
        "com.docker.compose.project": "shop", "com.docker.compose.service": "web",
        "com.docker.compose.container-number": "2", "com.docker.compose.oneoff": "False",
        "com.docker.compose.config-hash": "abc", "com.docker.compose.image": "sha256:1",
        "com.docker.compose.version": "2.40.3", "com.docker.compose.project.working_dir": "/shop",
        "com.docker.compose.project.config_files": "/shop/a.yml,/shop/b.yml",
        "com.docker.compose.depends_on": "db:service_healthy:true,cache:service_started:false,old",
        "com.docker.compose.replace": "shop-web-1", "dev.engarde.fingerprint": "f", "dev.engarde.blueprint": "{}",
        "who": "me",
    ])

    @Test func everyLabelIsRead() {
        #expect(written.project == "shop")
        #expect(written.service == "web")
        #expect(written.containerNumber == 2)
        #expect(!written.isOneOff)
        #expect(written.configurationHash == "abc")
        #expect(written.image == "sha256:1")
        #expect(written.version == "2.40.3")
        #expect(written.workingDirectory == "/shop")
        #expect(written.configurationFiles == ["/shop/a.yml", "/shop/b.yml"])
        #expect(written.replaces == "shop-web-1")
        #expect(written.fingerprint == "f")
        #expect(written.blueprint == "{}")
    }

    @Test func whatAContainerDependsOn() {
        #expect(
            written.dependsOn == [
                "db": Dependency(condition: .healthy, restart: true),
                "cache": Dependency(condition: .started, restart: false),
                "old": Dependency(condition: .started, restart: true),
            ]
        )
    }

    @Test func whichImagesAreMounted() {
        let labels = ComposeLabels(["dev.engarde.mounted": "tools:1=sha256:a,odd,reg:5000/x@sha256:b=sha256:b"])
        #expect(labels.mountedImages == ["tools:1": "sha256:a", "reg:5000/x@sha256:b": "sha256:b"])
        #expect(written.mountedImages.isEmpty)
    }

    @Test func whatMayBeShownAndWhatOthersWrote() {
        #expect(written.foreign == ["who": "me"])
        #expect(written.legible["dev.engarde.blueprint"] == nil)
        #expect(written.legible.count == written.all.count - 1)
    }

    @Test func whomItBelongsTo() {
        #expect(written.belongs(to: "shop"))
        #expect(!written.belongs(to: "other"))
        #expect(written.belongs(toAnyOf: []))
        #expect(written.belongs(toAnyOf: ["web", "db"]))
        #expect(!written.belongs(toAnyOf: ["db"]))
    }

    @Test(arguments: [
        [:],
        ["com.docker.compose.project": "", "com.docker.compose.service": "", "com.docker.compose.oneoff": "maybe"],
        ["com.docker.compose.container-number": "many", "com.docker.compose.depends_on": ":,,"],
    ])
    func whatSaysNothingIsNothing(labels: [String: String]) {
        let read = ComposeLabels(labels)
        #expect(read.project == nil)
        #expect(read.service == nil)
        #expect(read.containerNumber == nil)
        #expect(!read.isOneOff)
        #expect(read.dependsOn.isEmpty)
        #expect(read.configurationFiles.isEmpty)
        #expect(read.belongs(toAnyOf: []))
        #expect(!read.belongs(toAnyOf: ["web"]))
    }
}
