package import EngineAPI

/// What happens during a build, in order.
package enum BuildEvent: Hashable, Sendable {
    /// A step has begun.
    case started(BuildStep)
    /// A part of a step, such as a layer that is pulled, has got further; of `total`, if that is known.
    case progress(BuildStep, part: String, current: Int64, total: Int64?)
    /// A step wrote something; the text ends at a line's end, except the last one of a step.
    case output(BuildStep, LogFrame.Stream, String)
    /// A step has ended well, or its result was there already, so that it has not begun.
    case completed(BuildStep, isCached: Bool, took: Duration)
    /// A step has failed, with the engine's words. The build ends with an error soon after.
    case failed(BuildStep, message: String)
    /// The Dockerfile's checks warn of something.
    case warning(String)
    /// A line of the classic builder, or an engine's remark on the whole build.
    case remark(String)
    /// What the build has sent to be used again in later builds is there; what it begins with, as a descriptor of OCI.
    case cacheKept(beginning: String)
    /// The image is there.
    case image(ImageID)
}

/// A step of a build.
package struct BuildStep: Hashable, Sendable {
    /// What the step is known by; unique within a build.
    package var digest: String
    /// What the step does, such as `[backend 2/5] RUN make`.
    package var name: String

    /// Creates a step.
    package init(digest: String, name: String) {
        self.digest = digest
        self.name = name
    }

    /// Whether it is a step of the builder itself, such as reading the Dockerfile, and not of the Dockerfile.
    package var isInternal: Bool { name.hasPrefix("[internal]") }

    /// Whether it is the one that makes an image of what was built and gives it its names, in BuildKit's words.
    package var exportsImage: Bool { name == "exporting to image" }

    /// Whether it is the search for the frontend that the Dockerfile's first lines name, in BuildKit's words.
    package var looksForFrontend: Bool { name.hasPrefix("resolve image config for ") }
}
