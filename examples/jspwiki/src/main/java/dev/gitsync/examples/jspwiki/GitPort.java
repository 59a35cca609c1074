package dev.gitsync.examples.jspwiki;

import dev.gitsync.servlet.GitSyncServlet;
import java.io.IOException;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with the servlet at {@code /git/*}. JSPWiki's own web server supports neither servlets nor streaming. */
final class GitPort implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;

    private GitPort(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /** Starts the server, with daemon threads. */
    static GitPort open(String host, int port, GitSyncServlet servlet) {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("git");
        threads.setDaemon(true);
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
        context.addServlet(new ServletHolder(servlet), "/git/*");
        server.setHandler(context);
        try {
            server.start();
        } catch (IOException e) {
            throw new IllegalStateException("git can't be served on " + host + ":" + port + "; set git.port", e);
        } catch (Exception e) {
            throw new IllegalStateException("The web server for git does not start", e);
        }
        return new GitPort(server, connector);
    }

    /** The port. */
    int number() {
        return connector.getLocalPort();
    }

    /** Waits until the server stops; its threads do not keep the process alive. */
    void join() throws InterruptedException {
        server.join();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The web server for git does not stop", e);
        }
    }
}
