package dev.gitsync.demo.server;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the handler of a method and path. A template such as {@code /s/{space}/trash} names segments of the path; {@code {path*}} at
 * its end takes the rest. Immutable once set up.
 *
 * @param <H> the type of the handlers
 */
public final class Routes<H> {
    private final List<Route<H>> routes = new ArrayList<>();

    private record Route<H>(String method, Pattern path, H handler) {}

    /** The handler of a request, and the path with its named segments as groups. */
    public record Found<H>(H handler, Matcher path) {}

    /** Adds a route; the first that matches is taken. */
    public Routes<H> add(String method, String template, H handler) {
        String path = template.replaceAll("\\{(\\w+)\\*}", "(?<$1>.+)").replaceAll("\\{(\\w+)}", "(?<$1>[^/]+)");
        routes.add(new Route<>(method, Pattern.compile(path), handler));
        return this;
    }

    /**
     * Returns the handler for a request. {@code HEAD} has the handler of {@code GET}.
     *
     * @throws HttpProblem with 405 when the path has no handler for this method, with 404 when it has none at all
     */
    public Found<H> find(String method, String path) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        TreeSet<String> allowed = new TreeSet<>();
        for (Route<H> route : routes) {
            Matcher matcher = route.path().matcher(path);
            if (matcher.matches() && route.method().equals(wanted)) {
                return new Found<>(route.handler(), matcher);
            } else if (matcher.matches()) {
                allowed.add(route.method());
            }
        }
        throw allowed.isEmpty()
                ? HttpProblem.notFound()
                : new HttpProblem(405, "This address accepts only " + String.join(", ", allowed) + ".");
    }
}
