package dev.gitsync.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.model.Space;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.embedded.RedisSentinel;

/** Runs the leases on a real cluster and with real Sentinels. */
@Timeout(120)
@SuppressWarnings("try") // The servers run without being referred to.
class RedisTopologiesTest {
    private static final Duration TTL = Duration.ofSeconds(30);

    @Test
    void distributesLeasesOverTheNodesOfACluster() {
        List<TestRedis> nodes = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                nodes.add(TestRedis.start(
                        "cluster-enabled yes", "cluster-config-file nodes-" + System.nanoTime() + ".conf"));
            }
            join(nodes);
            String url = "redis-cluster://127.0.0.1:" + nodes.get(0).port() + ",127.0.0.1:"
                    + nodes.get(1).port();
            try (RedisLeases leases = RedisLeases.builder(url).build()) {
                for (int i = 0; i < 30; i++) {
                    Space space = TestRedis.newSpace();
                    assertThat(leases.grant(space, "me", TTL, 0)).isPresent();
                    assertThat(leases.grant(space, "another process", TTL, 0)).isEmpty();
                    assertThat(leases.renew(space, "me", TTL)).isTrue();
                    leases.release(space, "me");
                }
            }
            for (TestRedis node : nodes) {
                node.use(redis ->
                        assertThat(redis.dbsize()).as("tokens on each node").isPositive());
            }
        } finally {
            nodes.forEach(TestRedis::close);
        }
    }

    /** Assigns each node a third of the slots and introduces the nodes to each other. */
    private static void join(List<TestRedis> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            int first = 16384 * i / nodes.size();
            int end = 16384 * (i + 1) / nodes.size();
            int[] slots = IntStream.range(first, end).toArray();
            nodes.get(i).use(redis -> {
                redis.clusterAddSlots(slots);
                redis.clusterMeet("127.0.0.1", nodes.get(0).port());
            });
        }
        for (TestRedis node : nodes) {
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                boolean[] isReady = new boolean[1];
                node.use(redis -> isReady[0] = redis.clusterInfo().contains("cluster_state:ok")
                        && redis.clusterInfo().contains("cluster_known_nodes:" + nodes.size()));
                return isReady[0];
            });
        }
    }

    @Test
    void findsTheMasterThroughSentinelsAndIssuesHigherTokensAfterAFailover() throws Exception {
        int sentinelPort = TestRedis.freePort();
        try (TestRedis master = TestRedis.start();
                TestRedis replica = TestRedis.start("replicaof 127.0.0.1 " + master.port())) {
            RedisSentinel sentinel = RedisSentinel.newRedisSentinel()
                    .port(sentinelPort)
                    .masterName("wiki")
                    .masterPort(master.port())
                    .quorumSize(1)
                    .downAfterMilliseconds(500L)
                    .failOverTimeout(2000L)
                    .build();
            sentinel.start();
            try (RedisLeases leases = RedisLeases.builder("redis-sentinel://127.0.0.1:" + sentinelPort + "#wiki")
                    .build()) {
                await().atMost(Duration.ofSeconds(30)).until(() -> replicas(sentinelPort) == 1);
                Space space = TestRedis.newSpace();
                long before =
                        leases.grant(space, "me", Duration.ofSeconds(1), 0).orElseThrow();
                master.stop();
                long[] after = new long[1];
                await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
                    after[0] = leases.grant(space, "another process", TTL, 0).orElse(0);
                    return after[0] > 0;
                });
                assertThat(after[0]).isGreaterThan(before);
            } finally {
                sentinel.stop();
            }
        }
    }

    private static int replicas(int sentinelPort) {
        RedisClient client = RedisClient.create();
        try (var connection = client.connectSentinel(RedisURI.create("127.0.0.1", sentinelPort))) {
            return connection.sync().replicas("wiki").size();
        } finally {
            client.shutdown();
        }
    }
}
