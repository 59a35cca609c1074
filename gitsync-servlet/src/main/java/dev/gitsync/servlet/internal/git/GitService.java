package dev.gitsync.servlet.internal.git;

import dev.gitsync.access.Access;
import dev.gitsync.limits.ServerLimits;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two services of the git protocol. */
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

    /** Returns the name for the audit trail and the metrics. */
    public String auditName() {
        return this == RECEIVE_PACK ? "push" : "fetch";
    }

    /** Returns the access that the service requires. */
    Access requiredAccess() {
        return requiredAccess;
    }

    /** Returns the maximum size of a request, inflated, in bytes. */
    long maxRequestBytes(ServerLimits limits) {
        return this == RECEIVE_PACK ? limits.maxPushRequestBytes() : limits.maxFetchRequestBytes();
    }

    /** Returns the content type that a POST must have. */
    String requestType() {
        return "application/x-" + wireName + "-request";
    }

    /**
     * Returns the service that a request asks for. The query of {@code info/refs} must be exactly the one that git sends: a more tolerant parser could
     * differ from that of a proxy or of JGit, so that a push could pass for a fetch.
     */
    static Optional<GitService> of(Endpoint endpoint, @Nullable String query) {
        return Arrays.stream(values())
                .filter(s -> endpoint == Endpoint.INFO_REFS
                        ? ("service=" + s.wireName).equals(query)
                        : endpoint.path().equals(s.wireName))
                .findFirst();
    }
}
