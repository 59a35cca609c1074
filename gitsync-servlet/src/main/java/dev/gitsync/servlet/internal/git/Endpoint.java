package dev.gitsync.servlet.internal.git;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The three URLs that git's smart HTTP protocol has for a repository. There is nothing else below a space. */
public enum Endpoint {
    INFO_REFS("info/refs"),
    UPLOAD_PACK("git-upload-pack"),
    RECEIVE_PACK("git-receive-pack");

    private final String path;

    Endpoint(String path) {
        this.path = path;
    }

    /** The path below the repository, without a slash in front. */
    String path() {
        return path;
    }

    /** The HTTP methods that it knows. */
    List<String> methods() {
        return this == INFO_REFS ? List.of("GET", "HEAD") : List.of("POST");
    }

    static Optional<Endpoint> at(String path) {
        return Arrays.stream(values()).filter(e -> e.path.equals(path)).findFirst();
    }
}
