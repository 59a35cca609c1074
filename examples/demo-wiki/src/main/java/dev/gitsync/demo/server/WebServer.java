package dev.gitsync.demo.server;

import dev.gitsync.demo.start.StartException;
import jakarta.servlet.http.HttpServlet;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpCookie.SameSite;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with the servlets of the wiki. */
public final class WebServer implements AutoCloseable {
    /** More than the concurrent requests that git may have, so that threads are left for browsers. */
    private static final int THREADS = 200;

    private static final int SESSION_SECONDS = 8 * 60 * 60;
    private static final long STOP_MILLIS = 5_000;
    private static final int FORM_BYTES = 16 << 20;
    /** Forms up to this size need no sign-in, so they get a thread only once they have arrived completely. */
    private static final int SMALL_FORM_BYTES = 64 << 10;

    private static final int MAX_FIELDS = 1_000;

    private final Server server;
    private final ServerConnector connector;

    private WebServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Binds the port without answering yet, so that a port in use is noticed before anything else starts.
     *
     * @param port the port, or 0 for any free one
     * @throws StartException if the port is not available
     */
    public static WebServer bind(String host, int port) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("http");
        Server server = new Server(threads);
        server.setStopTimeout(STOP_MILLIS);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        server.addConnector(connector);
        try {
            connector.open();
        } catch (Exception e) {
            throw new StartException(StartException.Problem.PORT, sentence(host, port, e), e);
        }
        return new WebServer(server, connector);
    }

    private static String sentence(String host, int port, Exception failure) {
        boolean inUse = failure instanceof BindException || failure.getCause() instanceof BindException;
        return inUse
                ? "Port " + port + " on " + host + " is in use or not permitted. Choose another one with --port."
                : "The demo wiki can't listen on " + host + ":" + port + " (" + failure.getMessage() + ").";
    }

    /** Whether only this machine can reach a server on {@code host}. */
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new StartException(
                    StartException.Problem.BAD_OPTION,
                    "The host " + host + " is unknown. Choose another one with --host.",
                    e);
        }
    }

    /** The bound port. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Starts to answer, with each servlet at its path specification. */
    public void serve(Map<String, HttpServlet> servlets) {
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        context.getSessionHandler().setHttpOnly(true);
        context.getSessionHandler().setSameSite(SameSite.LAX);
        // Cookies ignore the port, and another wiki may run on this host.
        context.getSessionHandler().setSessionCookie("demo_wiki_session_" + port());
        context.getSessionHandler().setMaxInactiveInterval(SESSION_SECONDS);
        context.setMaxFormContentSize(FORM_BYTES);
        servlets.forEach((path, servlet) -> context.addServlet(new ServletHolder(servlet), path));
        EagerContentHandler small = new EagerContentHandler(
                context, new EagerContentHandler.FormContentLoaderFactory(MAX_FIELDS, SMALL_FORM_BYTES));
        small.include(request -> isSmall(request.getLength()));
        server.setHandler(small);
        try {
            server.start();
        } catch (Exception e) {
            throw new StartException(
                    StartException.Problem.OTHER, "The web server does not start (" + e.getMessage() + ").", e);
        }
    }

    /** Whether a body of this length, -1 if unknown, holds no thread while it arrives. */
    public static boolean isSmall(long length) {
        return length >= 0 && length <= SMALL_FORM_BYTES;
    }

    /** Stops answering. Requests in progress have 5 seconds to end. */
    @Override
    public void close() {
        try {
            server.stop();
            connector.close();
        } catch (Exception e) {
            throw new IllegalStateException("The web server does not stop", e);
        }
    }
}
