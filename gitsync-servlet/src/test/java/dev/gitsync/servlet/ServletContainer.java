package dev.gitsync.servlet;

import jakarta.servlet.http.HttpServlet;
import java.util.Locale;

/** A servlet container in this JVM, for one servlet. */
public interface ServletContainer {
    /** Starts on any free port of the loopback address; see the other method. */
    default int start(String context, String mapping, HttpServlet servlet) {
        return start(0, context, mapping, servlet);
    }

    /**
     * Starts on the loopback address and returns the port.
     *
     * @param port the port, or 0 for any
     * @param context the path of the context, without a slash at its end, except for {@code /} itself
     */
    int start(int port, String context, String mapping, HttpServlet servlet);

    void stop();

    /** Returns the container that the build selects; Jetty in an IDE. */
    static ServletContainer chosen() {
        String name = System.getProperty("gitsync.test.container", "jetty").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "jetty" -> new JettyContainer();
            case "tomcat" -> new TomcatContainer();
            default -> throw new IllegalArgumentException("No container is called " + name);
        };
    }

    /** Returns whether the tests run in Tomcat, which answers some requests before the servlet sees them. */
    static boolean isTomcat() {
        return chosen() instanceof TomcatContainer;
    }
}
