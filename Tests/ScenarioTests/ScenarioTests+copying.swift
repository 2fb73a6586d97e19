import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// The verbs that copy.
    @Suite struct Copying {
        private static let files = [
            "compose.yaml": """
            services:
              web: {image: \(Requirements.image), init: true, command: [sleep, "1000"], scale: 2, user: nobody}
              job: {image: \(Requirements.image), command: ["true"]}
            """,
            "one.txt": "hello world", "tree/a/b.txt": "deep", "tree/c.txt": "flat",
        ]

        private static func up(_ body: (Scenario) async throws -> Void) async throws {
            try await Scenario.run(files) { scenario in
                let up = try await scenario.engarde("up", "-d")
                #expect(up.status == 0, "\(up.errors)")
                try await body(scenario)
            }
        }

        private static func read(_ path: String, _ number: Int, _ scenario: Scenario) async throws -> String {
            try await scenario.docker("exec", "\(scenario.project)-web-\(number)", "cat", path)
        }

        @Test func aFileGoesIntoAllContainersOrIntoOne() async throws {
            try await Self.up { scenario in
                let copied = try await scenario.engarde("cp", "one.txt", "web:/tmp/all.txt")
                #expect(copied.status == 0 && copied.output == "", "\(copied)")
                #expect(copied.errors.contains("Container \(scenario.project)-web-1  Copied"), "\(copied.errors)")
                for number in [1, 2] {
                    #expect(try await Self.read("/tmp/all.txt", number, scenario) == "hello world")
                }
                #expect(try await scenario.engarde("cp", "--index=2", "one.txt", "web:/tmp/").status == 0)
                #expect(try await Self.read("/tmp/one.txt", 2, scenario) == "hello world")
                #expect(try await Self.read("/tmp/one.txt", 1, scenario) == "")
            }
        }

        @Test func aFolderGoesThereAndBack() async throws {
            try await Self.up { scenario in
                #expect(try await scenario.engarde("cp", "./tree", "web:/tmp").status == 0)
                #expect(try await Self.read("/tmp/tree/a/b.txt", 1, scenario) == "deep")
                #expect(try await scenario.engarde("cp", "./tree", "web:/tmp/other").status == 0)
                #expect(try await Self.read("/tmp/other/a/b.txt", 1, scenario) == "deep")
                #expect(try await scenario.engarde("cp", "tree/.", "web:/srv").status == 0)
                #expect(try await Self.read("/srv/c.txt", 2, scenario) == "flat")
                for (source, target) in [("web:/tmp/tree", "back"), ("web:/srv/.", "contents")] {
                    let result = try await scenario.engarde("cp", source, target)
                    #expect(result.status == 0, "\(result.errors)")
                    let same = try await scenario.shell("diff -r tree \(target)")
                    #expect(same.status == 0, "\(same.output)")
                }
                // Into what is there.
                #expect(try await scenario.engarde("cp", "web:/tmp/tree", "back").status == 0)
                #expect(try await scenario.shell("diff -r tree back/tree").status == 0)
            }
        }

        @Test func archivesGoThroughPipes() async throws {
            try await Self.up { scenario in
                let into = try await scenario.shell("tar -c tree | $engarde cp --index 1 - web:/tmp")
                #expect(into.status == 0, "\(into.errors)")
                #expect(try await Self.read("/tmp/tree/a/b.txt", 1, scenario) == "deep")
                // Not every engine has a '/' behind the names of directories.
                let out = try await scenario.shell("$engarde cp web:/tmp/tree - | tar -t | sed 's,/$,,' | sort")
                #expect(out.output == "tree\ntree/a\ntree/a/b.txt\ntree/c.txt\n", "\(out)")
                let several = try await scenario.shell("tar -c tree | $engarde cp - web:/tmp")
                #expect(
                    several.errors == """
                        error: an archive comes only once, and service 'web' has 2 containers

                        hint: choose one with '--index'

                        """
                )
                let noDirectory = try await scenario.shell("tar -c tree | $engarde cp --index 1 - web:/nowhere")
                #expect(
                    noDirectory.errors.contains(
                        "error: destination \"\(scenario.project)-web-1:/nowhere\" must be a directory\n"
                    )
                )
            }
        }

        @Test func linksAreCopiedOrFollowed() async throws {
            try await Self.up { scenario in
                _ = try await scenario.shell("ln -s one.txt link")
                #expect(try await scenario.engarde("cp", "link", "web:/tmp/").status == 0)
                let target = try await scenario.docker("exec", "\(scenario.project)-web-1", "readlink", "/tmp/link")
                #expect(target == "one.txt")
                #expect(try await scenario.engarde("cp", "-L", "link", "web:/tmp/followed").status == 0)
                #expect(try await Self.read("/tmp/followed", 1, scenario) == "hello world")
                try await scenario.docker("exec", "\(scenario.project)-web-1", "ln", "-s", "followed", "/tmp/inner")
                #expect(try await scenario.engarde("cp", "web:/tmp/inner", "as-link").status == 0)
                #expect(try await scenario.shell("readlink as-link").output == "followed\n")
                #expect(try await scenario.engarde("cp", "-L", "web:/tmp/inner", "as-file").status == 0)
                #expect(try await scenario.shell("cat as-file").output == "hello world")
            }
        }

        // Docker Engine 20.10 looks the user up by name, and among those of its host; this one
        // has the same numbers everywhere.
        @Test func ownersAreThoseOfTheContainerWhenAsked() async throws {
            try await Self.up { scenario in
                #expect(try await scenario.engarde("cp", "-a", "one.txt", "web:/tmp/mine.txt").status == 0)
                let owner = try await scenario.docker(
                    "exec",
                    "\(scenario.project)-web-1",
                    "stat",
                    "-c",
                    "%u:%g",
                    "/tmp/mine.txt"
                )
                #expect(owner == "65534:65534")
                guard geteuid() == 0 else { return }
                #expect(try await scenario.engarde("cp", "-a", "web:/tmp/mine.txt", "kept").status == 0)
                #expect(try await scenario.shell("stat -c %u:%g kept").output == "65534:65534\n")
                #expect(try await scenario.engarde("cp", "web:/tmp/mine.txt", "given").status == 0)
                #expect(try await scenario.shell("stat -c %u:%g given").output == "0:0\n")
            }
        }

        @Test func whatCannotBeCopiedIsNamed() async throws {
            try await Self.up { scenario in
                let cases: [([String], String)] = [
                    (["cp", "nope", "web:/tmp"], "/nope' does not exist\n"),
                    (
                        ["cp", "tree", "web:/etc/hostname"],
                        "a directory cannot be copied onto the file '/etc/hostname'\n"
                    ),
                    (["cp", "one.txt", "web:/nowhere/"], "there is no directory '/nowhere'\n"),
                    (["cp", "web:/etc/hostname", "no/x"], "error: invalid output path: directory \""),
                    (
                        ["cp", "web:/nowhere", "x"],
                        "error: path '/nowhere' in container '\(scenario.project)-web-1' does not exist"
                    ),
                    (["cp", "wbe:/x", "x"], "error: no such service: "),
                    (
                        ["cp", "--index", "7", "one.txt", "web:/"],
                        "error: service \"web\" is not running container #7\n"
                    ),
                ]
                for (arguments, words) in cases {
                    let result = try await scenario.start(arguments).result()
                    #expect(result.status == 1 && result.errors.contains(words), "\(arguments): \(result)")
                }
                // A container that has ended can be copied to and from, too.
                #expect(try await scenario.engarde("cp", "one.txt", "job:/tmp/").status == 0)
                #expect(try await scenario.engarde("cp", "job:/tmp/one.txt", "from-job").status == 0)
                #expect(try await scenario.shell("cat from-job").output == "hello world")
                let preview = try await scenario.engarde("cp", "--dry-run", "one.txt", "web:/tmp/never")
                #expect(
                    preview.output
                        == [1, 2].map { "copy one.txt to \(scenario.project)-web-\($0):/tmp/never\n" }.joined()
                )
                #expect(try await Self.read("/tmp/never", 1, scenario) == "")
                try await scenario.engarde("down", "-t", "0")
                let gone = try await scenario.engarde("cp", "one.txt", "web:/tmp")
                #expect(gone.errors.hasPrefix("error: no container found for service \"web\"\n"), "\(gone.errors)")
            }
        }

        @Test func aFileSystemIsExported() async throws {
            try await Self.up { scenario in
                _ = try await scenario.engarde("cp", "--index", "2", "one.txt", "web:/tmp/marker")
                let file = try await scenario.engarde("export", "-o", "web.tar", "--index", "2", "web")
                #expect(file.status == 0, "\(file.errors)")
                #expect(file.errors.contains("Container \(scenario.project)-web-2  Exported"))
                #expect(try await scenario.shell("tar -xOf web.tar tmp/marker").output == "hello world")
                #expect(try await scenario.shell("$engarde export web | tar -t | grep -c tmp/marker").output == "0\n")
                #expect(try await scenario.shell("ls -A | grep -c '[.]web.tar'").output == "0\n")
                let missing = try await scenario.engarde("export", "-o", "no/web.tar", "web")
                #expect(missing.errors.contains("error: invalid output path: directory \""))
            }
        }

        @Test func anImageIsMadeOfAContainer() async throws {
            try await Self.up { scenario in
                let name = "\(scenario.project):kept"
                _ = try await scenario.engarde("cp", "one.txt", "web:/kept.txt")
                let made = try await scenario.engarde(
                    "commit",
                    "-a",
                    "Ann <ann@example.com>",
                    "-c",
                    "ENV DEBUG=true",
                    "-m",
                    "sample",
                    "--index",
                    "1",
                    "-p=false",
                    "web",
                    name
                )
                let template = "{{.Id}} {{.Author}} {{.Comment}} {{.Config.Env}}"
                let inspected = try await scenario.docker("image", "inspect", "-f", template, name)
                let content = try await scenario.docker("run", "--rm", name, "cat", "/kept.txt")
                try await scenario.docker("rmi", name)
                #expect(made.status == 0, "\(made.errors)")
                #expect(made.errors.contains("Container \(scenario.project)-web-1  Committed"))
                #expect(
                    inspected.hasPrefix(
                        made.output.trimmingCharacters(in: .newlines) + " Ann <ann@example.com> sample "
                    )
                )
                #expect(inspected.contains("DEBUG=true"))
                #expect(content == "hello world")
            }
        }
    }
}
