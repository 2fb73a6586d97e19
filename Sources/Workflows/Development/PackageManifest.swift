import ComposeLoader

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a `package.json` says of a program for Node.
struct PackageManifest: Sendable {
    /// The packages that it uses, for development only or not.
    let packages: Set<String>
    /// The command lines of its scripts, by name.
    let scripts: [String: String]

    private struct Content: Decodable {
        var dependencies: [String: String]?
        var devDependencies: [String: String]?
        var scripts: [String: String]?
    }

    /// Reads that of a directory; `nil` where there is none, or none that can be read.
    init?(in directory: String, _ files: any ProjectFiles) {
        let path = "\(directory)/package.json"
        guard files.kind(of: path) == .file, let bytes = try? files.contents(of: path),
            let content = try? JSONDecoder().decode(Content.self, from: Data(bytes))
        else { return nil }
        packages = Set((content.dependencies ?? [:]).keys).union((content.devDependencies ?? [:]).keys)
        scripts = content.scripts ?? [:]
    }

    /// Whether it uses what pages in browsers are made with.
    var isFrontend: Bool {
        let kits: Set = [
            "next", "react", "vite", "vue", "nuxt", "svelte", "@sveltejs/kit", "@angular/core", "preact", "solid-js",
            "astro", "@remix-run/react", "gatsby",
        ]
        return !packages.isDisjoint(with: kits)
    }

    /// Whether it uses what servers are made with.
    var isBackend: Bool {
        !packages.isDisjoint(with: ["express", "fastify", "koa", "@nestjs/core", "@hapi/hapi", "hono"])
    }

    /// Whether it has a test script that is not the one that `npm init` writes.
    var hasTests: Bool {
        guard let line = scripts["test"], !line.isEmpty else { return false }
        return !line.contains("no test specified")
    }
}
