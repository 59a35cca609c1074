package dev.gitsync.servlet.internal.git;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The three endpoints of a repository in git's smart HTTP protocol. There are no others. */
public enum Endpoint {
    INFO_REFS("info/refs"),
    UPLOAD_PACK("git-upload-pack"),
    RECEIVE_PACK("git-receive-pack");

    private final String path;

    Endpoint(String path) {
        this.path = path;
    }

    /** Returns the path below the repository, without a leading slash. */
    String path() {
        return path;
    }

    /** Returns the supported HTTP methods. */
    List<String> methods() {
        return this == INFO_REFS ? List.of("GET", "HEAD") : List.of("POST");
    }

    static Optional<Endpoint> at(String path) {
        return Arrays.stream(values()).filter(e -> e.path.equals(path)).findFirst();
    }
}
