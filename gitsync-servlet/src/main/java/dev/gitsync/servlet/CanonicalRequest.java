package dev.gitsync.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request as JGit is to see it: address and service are those that leave was given for. JGit reads them again, in its own
 * way, from the decoded path and the parameters; so that the two can never come to different answers, there is only one left.
 */
final class CanonicalRequest extends HttpServletRequestWrapper {
    private final Grant grant;

    CanonicalRequest(HttpServletRequest request, Grant grant) {
        super(request);
        this.grant = grant;
    }

    @Override
    public String getServletPath() {
        return "";
    }

    @Override
    public String getPathInfo() {
        return "/" + grant.space().id() + ".git/" + grant.endpoint().path();
    }

    @Override
    public String getRequestURI() {
        return getContextPath() + getPathInfo();
    }

    @Override
    public @Nullable String getParameter(String name) {
        return grant.endpoint() == Endpoint.INFO_REFS && name.equals("service")
                ? grant.service().wireName()
                : null;
    }
}
