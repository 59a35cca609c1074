package dev.gitsync.servlet;

import dev.gitsync.error.OperatorNeededException;
import dev.gitsync.error.StoreException;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorDirectory;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorSecrets;
import dev.gitsync.mirror.RemoteCredentials;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.model.SpaceId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Mirrors and their webhook secrets in memory, which remember how often they were asked and can be made to fail. */
final class TestMirrors implements MirrorDirectory, MirrorSecrets {
    /** The mirror whose webhook secret can't be decrypted. */
    static final String UNREADABLE = "unreadable";

    private final Map<String, Mirror> mirrors = new ConcurrentSkipListMap<>();
    private final Map<String, String> secrets = new ConcurrentSkipListMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile boolean isDown;

    /** Adds a mirror that nothing answers at. */
    TestMirrors add(String id, String space) {
        RemoteUrl url = new RemoteUrl("https://127.0.0.1:1/" + id + ".git");
        Mirror.Options options = Mirror.Options.defaults().pollInterval(Duration.ofDays(1));
        mirrors.put(id, new Mirror(new MirrorId(id), new SpaceId(space), url, options));
        return this;
    }

    /** Adds a mirror that accepts webhooks. */
    TestMirrors add(String id, String space, String secret) {
        secrets.put(id, secret);
        return add(id, space);
    }

    void down(boolean down) {
        isDown = down;
    }

    /** What was asked since the last call. */
    List<String> calls() {
        List<String> made = List.copyOf(calls);
        calls.clear();
        return made;
    }

    private void called(String call) {
        calls.add(call);
        if (isDown) {
            throw new StoreException("the mirrors can't be read");
        }
    }

    @Override
    public Optional<Mirror> find(MirrorId id) {
        called("find");
        return Optional.ofNullable(mirrors.get(id.value()));
    }

    @Override
    public List<Mirror> all() {
        called("all");
        return List.copyOf(mirrors.values());
    }

    @Override
    public Optional<RemoteCredentials> credentials(Mirror mirror) {
        called("credentials");
        return Optional.empty();
    }

    @Override
    public Optional<String> webhookSecret(Mirror mirror) {
        called("secret");
        if (mirror.id().value().equals(UNREADABLE)) {
            throw new OperatorNeededException("the secret can't be decrypted");
        }
        return Optional.ofNullable(secrets.get(mirror.id().value()));
    }
}
