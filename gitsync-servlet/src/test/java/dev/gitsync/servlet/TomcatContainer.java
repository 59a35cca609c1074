package dev.gitsync.servlet;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;

/**
 * Tomcat with the most lenient settings for URIs, so that as many requests as possible reach the servlet. Its idle
 * threads end soon.
 */
final class TomcatContainer implements ServletContainer {
    private final Tomcat tomcat = new Tomcat();
    private final Path folder;

    TomcatContainer() {
        // Check that Tomcat has the version that the build names.
        String wanted = System.getProperty("gitsync.test.tomcat", "");
        if (!ServerInfo.getServerNumber().startsWith(wanted)) {
            throw new IllegalStateException("Tomcat is " + ServerInfo.getServerNumber() + " and not " + wanted);
        }
        try {
            folder = Files.createTempDirectory("tomcat");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int start(int port, String context, String mapping, HttpServlet servlet) {
        tomcat.setBaseDir(folder.toString());
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("threadsMaxIdleTime", "1000");
        connector.setEncodedSolidusHandling("passthrough");
        // Tomcat would answer these requests itself.
        connector.setAllowTrace(true);
        connector.setProperty("relaxedPathChars", "\"<>[\\]^`{|}");
        connector.setProperty("relaxedQueryChars", "\"<>[\\]^`{|}");
        tomcat.setConnector(connector);
        Context where = tomcat.addContext(context.equals("/") ? "" : context, folder.toString());
        where.setAllowCasualMultipartParsing(false);
        Tomcat.addServlet(where, "git", servlet).addMapping(mapping);
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new IllegalStateException("Tomcat does not start", e);
        }
        return connector.getLocalPort();
    }

    @Override
    public void stop() {
        try {
            tomcat.stop();
            tomcat.destroy();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(file);
                }
            }
        } catch (LifecycleException | IOException e) {
            throw new IllegalStateException("Tomcat does not stop", e);
        }
    }
}
