package dev.gitsync.redis;

import dev.gitsync.error.InvalidInputException;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The address of Redis, parsed from a URL:
 *
 * <ul>
 *   <li>{@code redis://[user:password@]host[:port][/database]}, or {@code rediss://} for TLS;
 *   <li>{@code redis-sentinel://[user:password@]host[:port][,host[:port]…][/database]#master};
 *   <li>{@code redis-cluster://[user:password@]host[:port][,host[:port]…]}, or {@code rediss-cluster://} for TLS.
 * </ul>
 *
 * @param nodes one node, or for a cluster all nodes in the URL
 */
record RedisAddress(boolean isCluster, List<RedisURI> nodes) {
    private static final String CLUSTER = "-cluster://";

    /**
     * Parses a URL.
     *
     * @throws InvalidInputException if the URL is none of these; the message does not show it, because it may contain a
     *     password
     */
    static RedisAddress of(String url, Duration timeout) {
        try {
            int cluster = url.indexOf(CLUSTER);
            List<RedisURI> nodes = new ArrayList<>();
            if (cluster < 0) {
                nodes.add(RedisURI.create(url));
            } else {
                String scheme = url.substring(0, cluster) + "://";
                String rest = url.substring(cluster + CLUSTER.length());
                int at = rest.lastIndexOf('@');
                String credentials = rest.substring(0, at + 1);
                for (String host : rest.substring(at + 1).split(",", -1)) {
                    nodes.add(RedisURI.create(scheme + credentials + host));
                }
            }
            nodes.forEach(node -> node.setTimeout(timeout));
            return new RedisAddress(cluster >= 0, List.copyOf(nodes));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("The URL of Redis must begin with redis://, rediss://, redis-sentinel://,"
                    + " redis-cluster:// or rediss-cluster://, with one host or several behind it");
        }
    }

    /** Returns the hosts, and never a password. */
    @Override
    public String toString() {
        List<String> hosts = new ArrayList<>();
        for (RedisURI node : nodes) {
            node.getSentinels().forEach(sentinel -> hosts.add(sentinel.getHost() + ":" + sentinel.getPort()));
            if (node.getSentinels().isEmpty()) {
                hosts.add(node.getHost() + ":" + node.getPort());
            }
        }
        return String.join(",", hosts);
    }
}
