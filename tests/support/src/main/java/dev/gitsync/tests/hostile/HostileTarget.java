package dev.gitsync.tests.hostile;

import dev.gitsync.GitSync;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.model.Space;
import java.net.URI;

/**
 * A running server for {@link HostileInputContract}. It has the accounts {@value #READER} and {@value #WRITER} with the password {@value
 * #PASSWORD}, {@link #limits()}, and a space with one page, {@code Home}, whose text is {@value #TEXT}.
 */
public interface HostileTarget extends AutoCloseable {
    /** The user who may only read. */
    String READER = "reader";

    /** The user who may also push. */
    String WRITER = "writer";

    /** The password of both users. */
    String PASSWORD = "secret";

    /** The text of the page. */
    String TEXT = "Hello\n";

    /** Returns the limits that the server must have. They admit all invalid credentials of the contract. */
    static ServerLimits limits() {
        return ServerLimits.builder()
                .maxFailedSignIns(1000)
                .maxFetchRequestBytes(1 << 20)
                .maxPushRequestBytes(32 << 20)
                .build();
    }

    /** Returns the address of the server, without a path. */
    URI server();

    /** Returns the path of the repository, such as {@code /git/docs.git}. */
    String repository();

    /** Returns the engine behind the server. */
    GitSync gitSync();

    /** Returns the space of the repository. */
    Space space();

    /** Returns whether {@code READER} is another account than {@code reader}. */
    default boolean distinguishesCaseOfNames() {
        return true;
    }

    @Override
    void close();
}
