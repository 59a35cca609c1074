package dev.gitsync.demo.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which handler answers which method and path. A pattern such as {@code /s/{space}/trash} is compared segment by segment;
 * {@code {name}} takes any segment that is not empty, {@code {name*}} at the end takes the rest. Immutable once it is set up.
 *
 * @param <H> the type of the handlers
 */
public final class Routes<H> {
    private final List<Route<H>> routes = new ArrayList<>();

    /** Adds a route; those added first win. */
    public Routes<H> add(String method, String pattern, H handler) {
        routes.add(new Route<>(method, List.of(pattern.split("/", -1)), handler));
        return this;
    }

    /**
     * The handler for a request; {@code HEAD} is answered by that for {@code GET}.
     *
     * @throws HttpProblem with 405 when the path is known, but not for this method
     */
    public Optional<Found<H>> find(String method, String path) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        List<String> segments = List.of(path.split("/", -1));
        TreeSet<String> allowed = new TreeSet<>();
        for (Route<H> route : routes) {
            Optional<Map<String, String>> parameters = route.match(segments);
            if (parameters.isPresent() && route.method().equals(wanted)) {
                return Optional.of(new Found<>(route.handler(), parameters.get()));
            }
            parameters.ifPresent(ignored -> allowed.add(route.method()));
        }
        if (!allowed.isEmpty()) {
            throw new HttpProblem(405, "This address takes " + String.join(", ", allowed) + " only.");
        }
        return Optional.empty();
    }

    /**
     * What answers a request.
     *
     * @param parameters the values of the {@code {name}}s of the pattern
     */
    public record Found<H>(H handler, Map<String, String> parameters) {
        /** Takes a copy of the map. */
        public Found {
            parameters = Map.copyOf(parameters);
        }
    }

    private record Route<H>(String method, List<String> pattern, H handler) {
        Optional<Map<String, String>> match(List<String> segments) {
            Map<String, String> parameters = new HashMap<>();
            for (int i = 0; i < pattern.size(); i++) {
                String part = pattern.get(i);
                if (i < segments.size() && part.endsWith("*}")) {
                    parameters.put(
                            part.substring(1, part.length() - 2),
                            String.join("/", segments.subList(i, segments.size())));
                    return Optional.of(parameters);
                }
                if (i >= segments.size() || !fits(part, segments.get(i), parameters)) {
                    return Optional.empty();
                }
            }
            return pattern.size() == segments.size() ? Optional.of(parameters) : Optional.empty();
        }

        private static boolean fits(String part, String segment, Map<String, String> parameters) {
            if (!part.startsWith("{")) {
                return part.equals(segment);
            }
            parameters.put(part.substring(1, part.length() - 1), segment);
            return !segment.isEmpty();
        }
    }
}
