package dev.gitsync.servlet;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/** Wraps a servlet and runs an action between the two requests of a push. */
final class BeforePush extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient HttpServlet servlet;
    private final transient AtomicReference<Runnable> action = new AtomicReference<>(() -> {});

    BeforePush(HttpServlet servlet) {
        this.servlet = servlet;
    }

    /** Sets the action that runs once, when the next push sends its commits. */
    void set(Runnable next) {
        action.set(next);
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
        super.init(config);
        servlet.init(config);
    }

    @Override
    public void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (http.getMethod().equals("POST") && http.getRequestURI().endsWith("/git-receive-pack")) {
            action.getAndSet(() -> {}).run();
        }
        servlet.service(request, response);
    }

    @Override
    public void destroy() {
        servlet.destroy();
    }
}
