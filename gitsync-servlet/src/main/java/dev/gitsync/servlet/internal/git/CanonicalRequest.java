package dev.gitsync.servlet.internal.git;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request as JGit is to see it: address and service are those that leave was given for. JGit reads them again, in its own
 * way, from the decoded path and the parameters; so that the two can never come to different answers, there is only one left.
 * Its body has been received already.
 */
final class CanonicalRequest extends HttpServletRequestWrapper {
    private final AuthorizedRequest authorized;
    private final ServletInputStream body;

    CanonicalRequest(HttpServletRequest request, AuthorizedRequest authorized, ServletInputStream body) {
        super(request);
        this.authorized = authorized;
        this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
        return body;
    }

    @Override
    public String getServletPath() {
        return "";
    }

    @Override
    public String getPathInfo() {
        return "/" + authorized.space().id() + ".git/" + authorized.endpoint().path();
    }

    @Override
    public String getRequestURI() {
        return getContextPath() + getPathInfo();
    }

    /** JGit knows the names of encodings in small letters only. */
    @Override
    public @Nullable String getHeader(String name) {
        String value = super.getHeader(name);
        return value != null && name.equalsIgnoreCase("Content-Encoding") ? value.toLowerCase(Locale.ROOT) : value;
    }

    @Override
    public @Nullable String getParameter(String name) {
        return authorized.endpoint() == Endpoint.INFO_REFS && name.equals("service")
                ? authorized.service().wireName()
                : null;
    }
}
