package dev.gitsync.demo.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The style sheet, the one small script and the icon; the only things that need no sign-in. */
public final class Assets extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Map<String, String> TYPES = Map.of(
            "/wiki.css", "text/css;charset=utf-8",
            "/wiki.js", "text/javascript;charset=utf-8",
            "/icon.svg", "image/svg+xml");

    /** The files in the jar. */
    public Assets() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getPathInfo() == null ? "" : request.getPathInfo();
        String type = TYPES.get(name);
        if (type == null) {
            response.sendError(404);
            return;
        }
        try (InputStream file = Assets.class.getResourceAsStream("/dev/gitsync/demo/assets" + name)) {
            if (file == null) {
                throw new IllegalStateException("The jar lacks " + name);
            }
            response.setContentType(type);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Cache-Control", "max-age=300");
            file.transferTo(response.getOutputStream());
        }
    }
}
