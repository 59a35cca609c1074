package dev.gitsync.internal.mirror.remote.wire;

/** The services of a git server. */
public enum RemoteService {
    /** Reads a repository. */
    UPLOAD("git-upload-pack"),
    /** Writes to a repository. */
    RECEIVE("git-receive-pack");

    private final String command;

    RemoteService(String command) {
        this.command = command;
    }

    /** Returns the name of the service in URLs and commands. */
    public String command() {
        return command;
    }
}
