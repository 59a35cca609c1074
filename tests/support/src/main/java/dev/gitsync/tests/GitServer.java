package dev.gitsync.tests;

import dev.gitsync.GitSync;
import dev.gitsync.model.Space;
import dev.gitsync.push.Pusher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jgit.transport.Daemon;
import org.eclipse.jgit.transport.DaemonClient;

/** Serves one space to the real git, with git's own protocol on the loopback address; all clients are one user. */
public final class GitServer implements AutoCloseable {
    private final Daemon daemon;

    /** Starts the server; all pushes are those of {@code pusher}. */
    public GitServer(GitSync sync, Space space, Pusher pusher) {
        daemon = new Daemon(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        daemon.setRepositoryResolver((DaemonClient client, String name) -> {
            sync.catchUp(space.id());
            return sync.open(space);
        });
        daemon.setUploadPackFactory((client, repository) -> sync.uploadPack(repository));
        daemon.setReceivePackFactory((client, repository) -> sync.receivePack(space, repository, pusher));
        daemon.getService("git-receive-pack").setEnabled(true);
        try {
            daemon.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the address of the server. */
    public InetSocketAddress address() {
        return daemon.getAddress();
    }

    /** Returns the URL for git. */
    public String url() {
        return "git://127.0.0.1:" + address().getPort() + "/space";
    }

    @Override
    public void close() {
        daemon.stop();
    }
}
