package dev.gitsync.servlet.internal.git;

import dev.gitsync.servlet.identity.Access;
import dev.gitsync.servlet.limits.ServerLimits;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two sides of the git protocol, under the names that git gives to the server's part. */
public enum GitService {
    /** Clone and fetch. */
    UPLOAD_PACK("git-upload-pack", Access.READ),
    /** Push. */
    RECEIVE_PACK("git-receive-pack", Access.WRITE);

    private final String wireName;
    private final Access requiredAccess;

    GitService(String wireName, Access requiredAccess) {
        this.wireName = wireName;
        this.requiredAccess = requiredAccess;
    }

    String wireName() {
        return wireName;
    }

    /** The word that people have for it. */
    public String auditName() {
        return this == RECEIVE_PACK ? "push" : "fetch";
    }

    /** The least that somebody must be allowed to use it. */
    Access requiredAccess() {
        return requiredAccess;
    }

    /** How long a request to it may be, inflated, in bytes. */
    long maxRequestBytes(ServerLimits limits) {
        return this == RECEIVE_PACK ? limits.maxPushRequestBytes() : limits.maxFetchRequestBytes();
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
