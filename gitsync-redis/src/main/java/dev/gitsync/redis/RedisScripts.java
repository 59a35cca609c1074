package dev.gitsync.redis;

import dev.gitsync.error.StoreException;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisScriptingCommands;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection to Redis, opened on demand, and the scripts that run over it. Safe for use by several threads. */
final class RedisScripts implements AutoCloseable {
    private static final int THREADS = 2;

    private final RedisAddress address;
    private final ClientResources resources;
    private final AbstractRedisClient client;
    private @Nullable StatefulConnection<String, String> connection;
    private boolean isClosed;

    RedisScripts(RedisAddress address, Duration timeout) {
        this.address = address;
        this.resources = ClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .build();
        this.client = address.isCluster() ? cluster(address, timeout) : single(address, timeout);
    }

    private RedisClient single(RedisAddress where, Duration timeout) {
        RedisClient single = RedisClient.create(resources, where.nodes().get(0));
        single.setOptions(options(ClientOptions.builder(), timeout).build());
        return single;
    }

    private RedisClusterClient cluster(RedisAddress where, Duration timeout) {
        RedisClusterClient cluster = RedisClusterClient.create(resources, where.nodes());
        ClusterClientOptions.Builder builder = ClusterClientOptions.builder();
        options(builder, timeout);
        // The first command for a node opens the connection to it, and has to wait for that.
        builder.disconnectedBehavior(ClientOptions.DisconnectedBehavior.ACCEPT_COMMANDS);
        cluster.setOptions(builder.topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(true)
                        .build())
                .build());
        return cluster;
    }

    /** Rejects commands while Redis is unreachable instead of queueing them: a late response is of no use to a lease. */
    private static ClientOptions.Builder options(ClientOptions.Builder builder, Duration timeout) {
        return builder.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(timeout))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(timeout)
                        .keepAlive(true)
                        .build());
    }

    /**
     * Runs a script that returns a number.
     *
     * @param doing completes the sentence "Could not …"
     * @throws StoreException when Redis is unreachable or returns an error
     */
    long run(String doing, Script script, List<String> keys, String... arguments) {
        String[] names = keys.toArray(String[]::new);
        try {
            RedisScriptingCommands<String, String> redis = commands();
            Long answer;
            try {
                answer = redis.evalsha(script.sha(), ScriptOutputType.INTEGER, names, arguments);
            } catch (RedisNoScriptException e) {
                answer = redis.eval(script.text(), ScriptOutputType.INTEGER, names, arguments);
            }
            return answer;
        } catch (RedisException e) {
            throw new StoreException("Could not " + doing + ": Redis at " + address + " " + reason(e), e);
        }
    }

    /**
     * Returns the reason for the failure. Errors from Redis begin with a word in capitals; errors from the client may
     * name anything.
     */
    private static String reason(RedisException e) {
        Throwable last = e;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return "answered: " + last.getMessage();
    }

    private RedisScriptingCommands<String, String> commands() {
        StatefulConnection<String, String> open = connection();
        return open instanceof StatefulRedisClusterConnection<String, String> cluster
                ? cluster.sync()
                : ((StatefulRedisConnection<String, String>) open).sync();
    }

    private synchronized StatefulConnection<String, String> connection() {
        if (isClosed) {
            throw new RedisException("The connection was closed");
        }
        StatefulConnection<String, String> open = connection;
        if (open == null) {
            open = client instanceof RedisClusterClient cluster ? cluster.connect() : ((RedisClient) client).connect();
            connection = open;
        }
        return open;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
        }
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
