extension ServiceLaneState.Work {
    /// How work is carried out.
    enum Course: Equatable {
        /// The image is built and the containers are replaced; those that stay get the files.
        case rebuild
        /// There is no container: that is said, and the comparison at the start of one makes up for the work.
        case nothingToServe
        /// The containers get the files.
        case copy
        /// The containers get the files, and are restarted.
        case copyAndRestart
        /// The containers get the files; the restart and the commands wait, since a container is paused.
        case copyAndKeep
    }

    /// How the work is carried out in the containers that the service has.
    func course(in containers: some Collection<WatchedContainer>) -> Course {
        if decision.rebuilds { return .rebuild }
        if containers.isEmpty { return .nothingToServe }
        if containers.contains(where: \.isPaused), decision.restarts || !decision.hooks.isEmpty { return .copyAndKeep }
        return decision.restarts ? .copyAndRestart : .copy
    }
}
