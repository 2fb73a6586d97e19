import CLibrary
import ChildProcesses
import ComposeLoader
import Operations

/// The hook that git runs when a branch was checked out: it offers the branch's snapshot.
package struct GitHook: Sendable {
    /// What tells it from hooks of others.
    private static let mark = "# engarde: offers the snapshot of the branch"

    private let directory: String
    private let environment: [String: String]
    private let command: String

    /// Describes a hook.
    ///
    /// - Parameters:
    ///   - directory: that of the project.
    ///   - environment: the variables of this process.
    ///   - command: the command line that the hook runs, with the options that say which project is meant.
    package init(of directory: String, environment: [String: String], running command: String) {
        self.directory = DiskProjectFiles().resolvingSymbolicLinks(in: directory)
        self.environment = environment
        self.command = command
    }

    /// The text of the hook.
    ///
    /// - Parameter top: the top of the working tree, which git runs hooks in.
    func text(below top: String) -> String {
        let place = directory.hasPrefix(top + "/") ? String(directory.dropFirst(top.count + 1)) : "."
        return """
            #!/bin/sh
            \(Self.mark); 'engarde db hook uninstall' removes it
            # The third argument is 1 where a branch was checked out, and not single files.
            [ "$3" = 1 ] || exit 0
            (: < /dev/tty) 2> /dev/null || exit 0
            cd '\(place.replacing("'", with: #"'\''"#))' 2> /dev/null || exit 0
            \(command) < /dev/tty || true

            """
    }

    /// Its path.
    ///
    /// - Throws: ``DatabaseError``: there is no repository.
    package func path() async throws -> String { try await place().path }

    /// Writes it.
    ///
    /// - Returns: its path.
    /// - Throws: ``DatabaseError``: there is another hook, or no repository.
    package func install() async throws -> String {
        let (top, path) = try await place()
        if let present = Self.text(of: path), !present.contains(Self.mark) {
            throw DatabaseError.foreignHook(path: path)
        }
        let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "/"
        _ = mkdir(parent, mode_t(0o755))
        let temporary = "\(path).\(UInt32.random(in: 0 ... .max))~"
        _ = try NewFile(path: temporary, owner: parent).write(Array(text(below: top).utf8))
        guard chmod(temporary, mode_t(0o755)) == 0, rename(temporary, path) == 0 else {
            let reason = String(cString: strerror(errno)).lowercased()
            unlink(temporary)
            throw DatabaseError.hookUnwritable(reason: "'\(path)': \(reason)")
        }
        return path
    }

    /// Removes it.
    ///
    /// - Returns: its path; `nil` where there was none.
    /// - Throws: ``DatabaseError``: it is another hook, or there is no repository.
    package func uninstall() async throws -> String? {
        let (_, path) = try await place()
        guard let present = Self.text(of: path) else { return nil }
        guard present.contains(Self.mark) else { throw DatabaseError.foreignHook(path: path) }
        guard unlink(path) == 0 else {
            throw DatabaseError.hookUnwritable(reason: "'\(path)': \(String(cString: strerror(errno)).lowercased())")
        }
        return path
    }

    /// Asks git where its hooks are: its configuration may say so in several places.
    private func place() async throws -> (top: String, path: String) {
        let checkout = GitCheckout(around: directory)
        guard checkout.isInRepository else {
            throw DatabaseError.hookUnwritable(reason: "'\(directory)' is in no working tree of git")
        }
        guard let program = Program.path(of: "git", environment: environment) else {
            throw DatabaseError.hookUnwritable(reason: "there is no program 'git'")
        }
        let arguments = ["git", "-C", checkout.root, "rev-parse", "--git-path", "hooks/post-checkout"]
        let end = try await ProgramRun(
            Program(path: program, arguments: arguments, environment: environment),
            input: []
        )
        .run(within: .seconds(10))
        guard case .ended(code: 0, output: let output) = end else {
            throw DatabaseError.hookUnwritable(reason: "git does not say where its hooks are")
        }
        let name = String(decoding: output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        return (checkout.root, name.hasPrefix("/") ? name : "\(checkout.root)/\(name)")
    }

    /// The text of a file; `nil` where there is none.
    private static func text(of path: String) -> String? { HostFiles.disk.text(of: path) }
}
