package dev.gitsync.demo.e2e;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads the holder of the lease of a space, normally {@code handbook}, without the replicas. Not thread-safe. */
interface LeaseWatch extends AutoCloseable {
    /** Returns the owner of the lease, which is unique for each acquisition; empty while the lease is free. */
    Optional<String> owner();

    @Override
    void close();

    /** Watches leases in the Redis at {@code url}. */
    static LeaseWatch redis(String url) {
        RedisClient client = RedisClient.create(url);
        StatefulRedisConnection<String, String> connection = client.connect();
        return new LeaseWatch() {
            @Override
            public Optional<String> owner() {
                return Optional.ofNullable(connection.sync().get("git-sync:lock:handbook"));
            }

            @Override
            public void close() {
                connection.close();
                client.shutdown();
            }
        };
    }

    /** Watches leases in the PostgreSQL at {@code url}. */
    static LeaseWatch postgres(String url) {
        return postgres(url, "handbook");
    }

    /** Watches the lease of a space in the PostgreSQL at {@code url}. */
    static LeaseWatch postgres(String url, String space) {
        Handle handle = Jdbi.create(url).open();
        return new LeaseWatch() {
            @Override
            public Optional<String> owner() {
                return handle.createQuery("SELECT owner FROM gitsync_leases"
                                + " WHERE space_id = :space AND owner IS NOT NULL AND expires_at > clock_timestamp()")
                        .bind("space", space)
                        .mapTo(String.class)
                        .findOne();
            }

            @Override
            public void close() {
                handle.close();
            }
        };
    }
}
