package dev.gitsync.demo;

import dev.gitsync.model.SpaceId;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a demo wiki is to be started.
 *
 * @param host the address to listen on
 * @param port the port to listen on, 0 for any that is free
 * @param data the folder for everything that survives a restart
 * @param postgres the JDBC URL of a database to use instead of the embedded one, or null
 * @param redis the URL of a Redis to keep the leases in instead of {@code postgres}, or null
 * @param importing what to bring in before it opens, or null
 */
public record DemoOptions(
        String host,
        int port,
        Path data,
        @Nullable String postgres,
        @Nullable String redis,
        @Nullable Import importing) {
    /** The default address: this machine only. */
    public static final String DEFAULT_HOST = "localhost";

    /** On this machine only, on any free port, with a database of its own in {@code data}. */
    public static DemoOptions in(Path data) {
        return new DemoOptions(DEFAULT_HOST, 0, data, null, null, null);
    }

    /** The same with another database. */
    public DemoOptions withPostgres(String jdbcUrl) {
        return new DemoOptions(host, port, data, jdbcUrl, redis, importing);
    }

    /** The same with leases in Redis. */
    public DemoOptions withRedis(String url) {
        return new DemoOptions(host, port, data, postgres, url, importing);
    }

    /** The same with a folder to bring in first. */
    public DemoOptions withImport(Path folder, SpaceId into) {
        return new DemoOptions(host, port, data, postgres, redis, new Import(folder, into));
    }

    /** A folder with Markdown files and whatever else, and the space to fill, which is made if it is not there. */
    public record Import(Path folder, SpaceId into) {}
}
