package dev.gitsync.servlet;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two sides of the git protocol, under the names that git gives to the server's part. */
enum GitService {
    /** Clone and fetch. */
    UPLOAD_PACK("git-upload-pack", Access.READ),
    /** Push. */
    RECEIVE_PACK("git-receive-pack", Access.WRITE);

    private final String wireName;
    private final Access needed;

    GitService(String wireName, Access needed) {
        this.wireName = wireName;
        this.needed = needed;
    }

    String wireName() {
        return wireName;
    }

    /** The least that somebody must be allowed to use it. */
    Access needed() {
        return needed;
    }

    /** The only content type that a POST to it may have. */
    String requestType() {
        return "application/x-" + wireName + "-request";
    }

    /**
     * The service that a request means. The query of {@code info/refs} has to be the very one that git sends: a looser
     * reading could differ from that of a proxy or of JGit, and a push could pass for a fetch.
     */
    static Optional<GitService> of(Endpoint endpoint, @Nullable String query) {
        return Arrays.stream(values())
                .filter(s -> endpoint == Endpoint.INFO_REFS
                        ? ("service=" + s.wireName).equals(query)
                        : endpoint.path().equals(s.wireName))
                .findFirst();
    }
}
