package dev.gitsync.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedisAddressTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @Test
    void readsOneServerWithUserPasswordDatabaseAndTls() {
        RedisAddress address = RedisAddress.of("rediss://wiki:secret@redis.example:6380/2", TIMEOUT);
        RedisURI node = address.nodes().get(0);
        assertThat(address.isCluster()).isFalse();
        assertThat(node.isSsl()).isTrue();
        assertThat(node.isVerifyPeer()).isTrue();
        assertThat(node.getDatabase()).isEqualTo(2);
        assertThat(node.getTimeout()).isEqualTo(TIMEOUT);
        assertThat(address).hasToString("redis.example:6380");
    }

    @Test
    void readsSentinels() {
        RedisAddress address = RedisAddress.of("redis-sentinel://s1:26379,s2:26380#wiki", TIMEOUT);
        assertThat(address.isCluster()).isFalse();
        assertThat(address.nodes().get(0).getSentinelMasterId()).isEqualTo("wiki");
        assertThat(address).hasToString("s1:26379,s2:26380");
    }

    @Test
    void readsACluster() {
        RedisAddress address = RedisAddress.of("rediss-cluster://wiki:secret@n1:7000,n2:7001,n3", TIMEOUT);
        assertThat(address.isCluster()).isTrue();
        assertThat(address.nodes()).hasSize(3).allMatch(RedisURI::isSsl);
        assertThat(address).hasToString("n1:7000,n2:7001,n3:6379");
    }
}
