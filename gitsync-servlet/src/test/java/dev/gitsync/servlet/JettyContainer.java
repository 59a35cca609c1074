package dev.gitsync.servlet;

import jakarta.servlet.http.HttpServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty without its own checks of URIs, so every request reaches the servlet. Its idle threads end soon. */
final class JettyContainer implements ServletContainer {
    private static final int THREADS = 200;
    private static final int IDLE_MILLIS = 1000;

    private final Server server = new Server(pool());

    private static QueuedThreadPool pool() {
        QueuedThreadPool pool = new QueuedThreadPool(THREADS, 8, IDLE_MILLIS);
        pool.setMaxEvictCount(THREADS);
        return pool;
    }

    @Override
    public int start(int port, String context, String mapping, HttpServlet servlet) {
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.UNSAFE);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        ServletContextHandler handler = new ServletContextHandler(context);
        handler.addServlet(new ServletHolder(servlet), mapping);
        server.setHandler(handler);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty does not start", e);
        }
        return connector.getLocalPort();
    }

    @Override
    public void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty does not stop", e);
        }
    }
}
