package dev.gitsync.servlet;

import dev.gitsync.servlet.internal.wire.Deadline;
import dev.gitsync.servlet.internal.wire.GuardedInput;
import dev.gitsync.servlet.internal.wire.Pace;
import dev.gitsync.servlet.limits.ServerLimits;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request as JGit is to see it: address and service are those that leave was given for. JGit reads them again, in its own
 * way, from the decoded path and the parameters; so that the two can never come to different answers, there is only one left.
 * Its body ends with an error where it is too long or too slow.
 */
final class CanonicalRequest extends HttpServletRequestWrapper {
    private final Grant grant;
    private final ServerLimits limits;
    private @Nullable ServletInputStream body;

    CanonicalRequest(HttpServletRequest request, Grant grant, ServerLimits limits) {
        super(request);
        this.grant = grant;
        this.limits = limits;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new GuardedInput(
                    super.getInputStream(),
                    grant.service().maxRequestBytes(limits),
                    Deadline.in(limits.maxReceiveTime()),
                    new Pace(limits.minReceiveRate(), limits.maxSlowTime(), System::nanoTime));
        }
        return body;
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

    /** JGit knows the names of encodings in small letters only. */
    @Override
    public @Nullable String getHeader(String name) {
        String value = super.getHeader(name);
        return value != null && name.equalsIgnoreCase("Content-Encoding") ? value.toLowerCase(Locale.ROOT) : value;
    }

    @Override
    public @Nullable String getParameter(String name) {
        return grant.endpoint() == Endpoint.INFO_REFS && name.equals("service")
                ? grant.service().wireName()
                : null;
    }
}
