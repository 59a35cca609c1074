package dev.gitsync.demo;

import dev.gitsync.model.SpaceId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of a demo wiki.
 *
 * @param host the address to listen on
 * @param port the port to listen on, 0 for any free one
 * @param data the folder for all data
 * @param postgres the JDBC URL of a database to use instead of the embedded one, or null
 * @param redis the URL of a Redis for the leases instead of {@code postgres}, or null
 * @param importing what to import before it opens, or null
 * @param environment the variables with settings and secrets, those of the process by default
 */
public record DemoOptions(
        String host,
        int port,
        Path data,
        @Nullable String postgres,
        @Nullable String redis,
        @Nullable Import importing,
        Map<String, String> environment) {
    /** The default address, for this machine only. */
    public static final String DEFAULT_HOST = "localhost";

    /** With the environment of the process. */
    public DemoOptions(
            String host,
            int port,
            Path data,
            @Nullable String postgres,
            @Nullable String redis,
            @Nullable Import importing) {
        this(host, port, data, postgres, redis, importing, System.getenv());
    }

    /** For this machine only, on any free port, with an embedded database in {@code data}. */
    public static DemoOptions in(Path data) {
        return new DemoOptions(DEFAULT_HOST, 0, data, null, null, null);
    }

    /** The same with another database. */
    public DemoOptions withPostgres(String jdbcUrl) {
        return new DemoOptions(host, port, data, jdbcUrl, redis, importing, environment);
    }

    /** The same with leases in Redis. */
    public DemoOptions withRedis(String url) {
        return new DemoOptions(host, port, data, postgres, url, importing, environment);
    }

    /** The same with an import. */
    public DemoOptions withImport(Path folder, SpaceId into) {
        return new DemoOptions(host, port, data, postgres, redis, new Import(folder, into), environment);
    }

    /** The same with one more environment variable. */
    public DemoOptions withVariable(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new DemoOptions(host, port, data, postgres, redis, importing, Map.copyOf(more));
    }

    /** Without the environment, which may contain secrets. */
    @Override
    public String toString() {
        return "DemoOptions[" + data + "]";
    }

    /** A folder with Markdown and other files, and the new or empty space to fill. */
    public record Import(Path folder, SpaceId into) {}
}
