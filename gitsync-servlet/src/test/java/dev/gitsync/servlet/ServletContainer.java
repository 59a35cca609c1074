package dev.gitsync.servlet;

import jakarta.servlet.http.HttpServlet;
import java.util.Locale;

/** A servlet container within this JVM, for one servlet. */
public interface ServletContainer {
    /** Starts on any free port of the loopback address; otherwise like the other one. */
    default int start(String context, String mapping, HttpServlet servlet) {
        return start(0, context, mapping, servlet);
    }

    /**
     * Starts on the loopback address and answers the port.
     *
     * @param port the port, or 0 for any
     * @param context has no slash at its end but for {@code /} itself
     */
    int start(int port, String context, String mapping, HttpServlet servlet);

    void stop();

    /** The one that the build says; Jetty in an IDE. */
    static ServletContainer chosen() {
        String name = System.getProperty("gitsync.test.container", "jetty").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "jetty" -> new JettyContainer();
            case "tomcat" -> new TomcatContainer();
            default -> throw new IllegalArgumentException("No container is called " + name);
        };
    }

    /** Whether the tests run in Tomcat, which answers some requests before any servlet sees them. */
    static boolean isTomcat() {
        return chosen() instanceof TomcatContainer;
    }
}
