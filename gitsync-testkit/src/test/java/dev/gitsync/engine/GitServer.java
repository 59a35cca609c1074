package dev.gitsync.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jgit.transport.Daemon;
import org.eclipse.jgit.transport.DaemonClient;

/** The space of a fixture, served to real git on a port of the loopback address. */
final class GitServer implements AutoCloseable {
    private final Daemon daemon;

    private GitServer(Daemon daemon) {
        this.daemon = daemon;
    }

    static GitServer of(EngineFixture wiki) {
        Daemon daemon = new Daemon(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        daemon.setRepositoryResolver((DaemonClient client, String name) -> {
            wiki.sync.catchUp(wiki.space.id());
            return wiki.sync.open(wiki.space);
        });
        daemon.setUploadPackFactory((client, repository) -> wiki.sync.uploadPack(repository));
        daemon.setReceivePackFactory(
                (client, repository) -> wiki.sync.receivePack(wiki.space, repository, GitUser.PUSHER));
        daemon.getService("git-receive-pack").setEnabled(true);
        try {
            daemon.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new GitServer(daemon);
    }

    InetSocketAddress address() {
        return daemon.getAddress();
    }

    String url() {
        return "git://127.0.0.1:" + address().getPort() + "/space";
    }

    @Override
    public void close() {
        daemon.stop();
    }
}
