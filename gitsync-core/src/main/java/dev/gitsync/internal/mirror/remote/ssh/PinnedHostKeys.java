package dev.gitsync.internal.mirror.remote.ssh;

import dev.gitsync.mirror.RemoteUrl;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a server may have: those of the lines in {@code known_hosts} format that name the host and port of the mirror's URL.
 * Lines with markers and lines that can't be read allow nothing.
 */
final class PinnedHostKeys implements ServerKeyDatabase {
    private final List<PublicKey> keys = new ArrayList<>();
    private volatile boolean isRefused;

    PinnedHostKeys(String lines, RemoteUrl url) {
        lines.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith("@"))
                .forEach(line -> add(line, url));
    }

    private void add(String line, RemoteUrl url) {
        try {
            KnownHostEntry entry = KnownHostEntry.parseKnownHostEntry(line);
            if (entry != null && entry.isHostMatch(url.host(), url.port())) {
                PublicKey key = entry.getKeyEntry().resolvePublicKey(null, null, PublicKeyEntryResolver.IGNORING);
                if (key != null) {
                    keys.add(key);
                }
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // It allows nothing.
        }
    }

    /** Returns whether a server had another key. */
    boolean isRefused() {
        return isRefused;
    }

    @Override
    public List<PublicKey> lookup(String connected, InetSocketAddress remote, Configuration config) {
        return List.copyOf(keys);
    }

    @Override
    public boolean accept(
            String connected,
            InetSocketAddress remote,
            PublicKey key,
            Configuration config,
            @Nullable CredentialsProvider provider) {
        boolean isPinned = keys.stream().anyMatch(pinned -> KeyUtils.compareKeys(pinned, key));
        isRefused |= !isPinned;
        return isPinned;
    }
}
