package import ComposeLoader
package import Diagnostics

/// `version` at the top of a file.
package struct ObsoleteVersion: Rule {
    package let id = "obsolete-version"
    package let summary = "a file has a 'version', which nothing reads any more"
    package let readsVariables = true

    package init() {}

    package func diagnostics(in loaded: LoadedProject) -> [Diagnostic] {
        loaded.obsoleteVersions.map {
            .warning("the attribute 'version' is obsolete and has no effect", at: $0, hint: "remove the line")
        }
    }
}
