import ComposeModel
import EngineAPI
import EngineClient
import IgnoreRules
import SessionEvents
import SystemPackage
import TarArchives
import TestSupport
import Testing

@testable import DevelopmentLoop

/// A program of the image that is not what its name says.
struct Impostor: Sendable, CustomStringConvertible {
    /// What it does instead.
    enum Habit: String, CaseIterable { case hangs, floods, agrees }

    var program: String
    var habit: Habit

    static let all = ["sh", "tar", "perl"].flatMap { program in Habit.allCases.map { Self(program: program, habit: $0) }
    }

    var description: String { "\(program) that \(habit)" }

    /// What replaces programs in a container of Debian. The one for Perl passes the test that `SyncProgram` puts it to.
    var files: [TarItem] {
        let action =
            switch habit {
            case .hangs: "exec sleep 1000"
            case .floods: "exec yes flood"
            case .agrees: "echo 'ok 0'; while read -r line; do echo 'ok 0'; done"
            }
        var scripts = [program: "#!/bin/bash\n\(action)\n"]
        switch program {
        case "perl": scripts[program] = "#!/bin/bash\ncase $2 in print*) echo 32; exit;; esac\n\(action)\n"
        case "tar": scripts["perl"] = "#!/bin/bash\nexit 1\n"
        default: break
        }
        return scripts.map { TarItem(path: FilePath("usr/bin/\($0.key)"), bytes: Array($0.value.utf8), mode: 0o755) }
    }

    /// Why it is not trusted; of two, that which is noticed first.
    var reasons: [String] {
        switch (program, habit) {
        case (_, .hangs): ["gave no answer within 5 s"]
        case ("tar", .floods): ["cannot unpack archives: flood"]
        case ("tar", .agrees): ["cannot unpack archives: ok 0"]
        case ("perl", .floods): ["answered 'flood', which nobody asked for"]
        // Whether it agrees before or after something was sent is a matter of moments.
        case ("perl", .agrees): ["confirmed what it did not get", "answered 'ok 0', which nobody asked for"]
        case (_, .floods): ["answered 'flood' when it was started"]
        case (_, .agrees): ["answered 'ok 0' when it was started"]
        }
    }
}

@Suite(
    TestEngine.atOnce,
    .enabled("an engine with the test images answers") {
        await TestEngine.isReady(TestEngine.debian, TestEngine.shellless)
    }
)
struct BadReceiverTests: WatchSessionSuite {
    /// The arguments of the processes in a container of Debian that are neither the container's own nor what lists them.
    private func others(in container: ContainerID) async throws -> [String] {
        let words = "a=; while read -r -d '' w; do a=\"$a $w\"; done <$p/cmdline; echo \"$a\""
        let listing = "for p in /proc/[0-9]*; do \(words); done 2>/dev/null"
        let lines = try await TestEngine.run("/bin/bash", "-c", listing, in: container).split(separator: "\n")
        return lines.map(String.init).filter { line in
            !["sleep 0.1", "trap exit TERM", listing].contains(where: line.contains)
        }
    }

    @Test(arguments: Impostor.all)
    func isSaidOnceAndReplacedByTheArchiveEndpoint(impostor: Impostor) async throws {
        let project = newProject()
        try await withTemporaryDirectory { root in
            let services = [service("web", WatchedPath(action: .sync, host: root, container: "/app"))]
            try root.appending("file").write("1")
            // Who answers wrongly may take longer for it on a busy machine than one waits for who does not answer.
            let limits = SyncLimits(answer: impostor.habit == .hangs ? .seconds(5) : .seconds(60))
            try await TestEngine.withContainer(
                image: TestEngine.debian,
                project: project,
                command: ["/bin/bash", "-c", "trap exit TERM; while :; do sleep 0.1; done"],
                files: impostor.files
            ) { container in
                try await withSession(project: project, services, root: root, limits: limits) { events in
                    try await expectSameFiles(container, "/app", root, "the first comparison")
                    try root.appending("file").write("22")
                    try root.appending("other").write("1")
                    try await expectSameFiles(container, "/app", root, "an edit")
                    try root.appending("other").remove()
                    try await expectSameFiles(container, "/app", root, "a deletion")
                    let name = try await TestEngine.client.inspectContainer(container).name
                    let warnings = impostor.reasons.map { reason in
                        "files of service 'web' are copied through the engine, which is slower: "
                            + "the receiver in container '\(name)' \(reason)"
                    }
                    #expect(warnings.map { [$0] }.contains(events.warnings), "\(events.warnings)")
                    #expect(events.failures == [])
                    try await eventually("nothing of it is left") { try await others(in: container) == [] }
                }
            }
        }
    }

    @Test func whatNothingCanEndIsSaidOnce() async throws {
        let project = newProject()
        let shell = "#!/service/busybox sh\nexec /service/busybox sleep 1000\n"
        try await withTemporaryDirectory { root in
            let services = [service("web", WatchedPath(action: .sync, host: root, container: "/app"))]
            try root.appending("file").write("1")
            try await TestEngine.withContainer(
                image: TestEngine.shellless,
                project: project,
                command: ["/service/busybox", "sleep", "1000"],
                files: [TarItem(path: "bin/sh", bytes: Array(shell.utf8), mode: 0o755)]
            ) { container in
                try await withSession(
                    project: project,
                    services,
                    root: root,
                    limits: SyncLimits(answer: .seconds(5))
                ) { events in
                    try await expectSameFiles(container, "/app", root, "the first comparison")
                    try root.appending("file").write("22")
                    try await expectSameFiles(container, "/app", root, "an edit")
                    let name = try await TestEngine.client.inspectContainer(container).name
                    #expect(
                        events.warnings == [
                            "files of service 'web' are copied through the engine, which is slower: the receiver in "
                                + "container '\(name)' gave no answer within 5 s",
                            "the receiver in container '\(name)' could not be ended: it runs until the container stops",
                        ]
                    )
                    #expect(events.failures == [])
                }
            }
        }
    }
}
