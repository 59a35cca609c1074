package dev.gitsync.demo.server;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.webjars.WebJarVersionLocator;

/**
 * Serves style sheets, scripts, the icon and, below {@code /lib}, the libraries that render code, formulas and diagrams. All of them
 * are in the jar and need no sign-in.
 */
public final class Assets extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String FOLDER = "dev/gitsync/demo/assets/";
    private static final String LIBRARIES = "lib/";
    private static final Set<String> WEB_JARS = Set.of("highlightjs", "katex", "mermaid");
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css;charset=utf-8",
            "html", "text/html;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");

    private static final String DIAGRAM = "diagram.html";
    /** The diagram library needs inline styles, so it gets a sandboxed document of its own. */
    private static final String DIAGRAM_POLICY = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-scripts";

    private final transient WebJarVersionLocator libraries = new WebJarVersionLocator();

    /** The files in the jar. */
    public Assets() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        String resource = name.startsWith(LIBRARIES) ? library(name.substring(LIBRARIES.length())) : FOLDER + name;
        try (InputStream file =
                type == null || resource == null ? null : Assets.class.getResourceAsStream("/" + resource)) {
            if (file == null) {
                response.sendError(404);
                return;
            }
            response.setContentType(type);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Cache-Control", "max-age=300");
            if (name.equals(DIAGRAM)) {
                response.setHeader("Content-Security-Policy", DIAGRAM_POLICY);
            }
            file.transferTo(response.getOutputStream());
        }
    }

    private @Nullable String library(String name) {
        int slash = name.indexOf('/');
        return slash > 0 && WEB_JARS.contains(name.substring(0, slash))
                ? libraries.fullPath(name.substring(0, slash), name.substring(slash + 1))
                : null;
    }
}
