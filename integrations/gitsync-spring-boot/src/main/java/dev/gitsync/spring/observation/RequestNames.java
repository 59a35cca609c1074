package dev.gitsync.spring.observation;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;

/** Gives the observation of a request a URI without the name of the space, such as {@code /git/{space}/git-receive-pack}. */
final class RequestNames extends OncePerRequestFilter {
    private static final List<String> SERVICES = List.of("/info/refs", "/git-upload-pack", "/git-receive-pack");

    private final String path;

    RequestNames(String path) {
        this.path = path;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(observation -> observation.setPathPattern(path + "/{space}" + service(request)));
        chain.doFilter(request, response);
    }

    private static String service(HttpServletRequest request) {
        String uri = request.getRequestURI();
        return SERVICES.stream()
                .filter(uri::endsWith)
                .findFirst()
                .orElse(uri.contains("/info/lfs/") ? "/info/lfs" : "");
    }
}
