package dev.gitsync.listing;

import dev.gitsync.GitSync;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.push.Pusher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jgit.transport.Daemon;
import org.eclipse.jgit.transport.DaemonClient;

/** Serves one space to the real git, over git's own protocol on the loopback address; everybody is Grace. */
final class GitServer implements AutoCloseable {
    private final Daemon daemon;
    private final String url;

    GitServer(GitSync sync, Space space) {
        daemon = new Daemon(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        daemon.setRepositoryResolver((DaemonClient client, String name) -> {
            sync.catchUp(space.id());
            return sync.open(space);
        });
        daemon.setUploadPackFactory((client, repository) -> sync.uploadPack(repository));
        Pusher grace = new Pusher("grace", new Person("Grace", "grace@example.org"));
        daemon.setReceivePackFactory((client, repository) -> sync.receivePack(space, repository, grace));
        daemon.getService("git-receive-pack").setEnabled(true);
        try {
            daemon.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        url = "git://127.0.0.1:" + daemon.getAddress().getPort() + "/" + space.id() + ".git";
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        daemon.stop();
    }
}
