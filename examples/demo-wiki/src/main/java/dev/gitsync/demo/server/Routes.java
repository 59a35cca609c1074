package dev.gitsync.demo.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.jspecify.annotations.Nullable;

/**
 * Finds what handles a method and path. A pattern is a template of Jetty's, such as {@code /s/{space}/trash}; {@code /*} at its end
 * takes the rest as {@code path}. Immutable once it is set up.
 *
 * @param <H> the type of the handlers
 */
public final class Routes<H> {
    private static final String REST = "/*";

    private final List<Route<H>> routes = new ArrayList<>();

    /** Adds a route; those added first win. */
    public Routes<H> add(String method, String pattern, H handler) {
        boolean open = pattern.endsWith(REST);
        String template = open ? pattern.substring(0, pattern.length() - REST.length()) : pattern;
        routes.add(new Route<>(method, new UriTemplatePathSpec(template), open, handler));
        return this;
    }

    /**
     * The handler for a request; {@code HEAD} is answered by that for {@code GET}.
     *
     * @throws HttpProblem with 405 when the path is known, but not for this method; with 404 when it is not
     */
    public Found<H> find(String method, String path) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        TreeSet<String> allowed = new TreeSet<>();
        for (Route<H> route : routes) {
            @Nullable Map<String, String> parameters = route.match(path);
            if (parameters != null && route.method().equals(wanted)) {
                return new Found<>(route.handler(), parameters);
            } else if (parameters != null) {
                allowed.add(route.method());
            }
        }
        if (allowed.isEmpty()) {
            throw HttpProblem.notFound();
        }
        throw new HttpProblem(405, "This address takes " + String.join(", ", allowed) + " only.");
    }

    /** What answers a request, and the values of the {@code {name}}s of the pattern. */
    public record Found<H>(H handler, Map<String, String> parameters) {}

    private record Route<H>(String method, UriTemplatePathSpec template, boolean open, H handler) {
        @Nullable
        Map<String, String> match(String path) {
            if (!open) {
                return template.getPathParams(path);
            }
            int end = 0;
            for (int segments = template.getPathDepth(); segments > 0 && end >= 0; segments--) {
                end = path.indexOf('/', end + 1);
            }
            @Nullable Map<String, String> found = end < 0 ? null : template.getPathParams(path.substring(0, end));
            if (found == null || end + 1 == path.length()) {
                return null;
            }
            Map<String, String> whole = new HashMap<>(found);
            whole.put("path", path.substring(end + 1));
            return whole;
        }
    }
}
