package dev.gitsync.servlet;

import dev.gitsync.GitSync;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.servlet.Admission.Admitted;
import dev.gitsync.servlet.Admission.Refused;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves every space of a {@link GitSync} as {@code <mount>/<spaceId>.git} to plain git, over the smart HTTP protocol in its
 * versions 0 and 2. Register it under a mapping that ends in {@code /*}, in any context:
 *
 * <pre>{@code
 * context.addServlet("git", GitSyncServlet.builder()
 *         .gitSync(gitSync)
 *         .authenticator(new BasicAuthenticator(accounts::signIn))
 *         .access(permissions::of)
 *         .build())
 *     .addMapping("/git/*");
 * }</pre>
 *
 * <p>Nobody learns whether a space exists without the right to read it: without good credentials every URL answers the same
 * 401, and a missing, disabled or forbidden space the same 404. Who may do what is asked anew for every request. Basic
 * credentials travel in the clear, so put TLS in front.
 *
 * <p>Safe for use by several threads. It does not close the {@code GitSync}.
 */
public final class GitSyncServlet extends HttpServlet {
    /** What the sign-in is for, unless the builder is told otherwise. */
    public static final String DEFAULT_REALM = "wiki";

    private static final long serialVersionUID = 1L;

    private final transient Gatekeeper gatekeeper;
    private final transient GitProtocol git;

    private GitSyncServlet(Gatekeeper gatekeeper, GitProtocol git) {
        this.gatekeeper = gatekeeper;
        this.git = git;
    }

    /** Begins a servlet. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void init() throws ServletException {
        git.init(getServletConfig());
    }

    @Override
    public void destroy() {
        git.destroy();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Answer.prepare(response);
        try {
            Admission admission = gatekeeper.admit(request);
            if (admission instanceof Admitted admitted) {
                git.serve(admitted.grant(), request, response);
            } else if (admission instanceof Refused refused) {
                refused.answer().send(response);
            }
        } catch (IOException | ServletException | RuntimeException | StackOverflowError e) {
            if (response.isCommitted()) {
                throw e; // too late for an answer; the container logs it and breaks the connection off
            }
            Failure.answer(e, request, response);
        }
    }

    /** Collects the parts of a servlet. Not safe for use by several threads. */
    public static final class Builder {
        private static final Pattern REALM = Pattern.compile("[ -~&&[^\"\\\\]]{1,128}");

        private @Nullable SpaceGateway spaces;
        private @Nullable Authenticator authenticator;
        private @Nullable SpaceAccess access;
        private String realm = DEFAULT_REALM;

        private Builder() {}

        /** What to serve; required. */
        public Builder gitSync(GitSync gitSync) {
            return spaces(new GitSyncGateway(gitSync));
        }

        Builder spaces(SpaceGateway gateway) {
            spaces = gateway;
            return this;
        }

        /** Who finds out who is asking; required. */
        public Builder authenticator(Authenticator whoIsIt) {
            authenticator = whoIsIt;
            return this;
        }

        /** Who knows what they may do; required. */
        public Builder access(SpaceAccess whatMayTheyDo) {
            access = whatMayTheyDo;
            return this;
        }

        /** What the sign-in is for, as some clients show it: 1 to 128 printable ASCII characters but {@code "} and {@code \}. */
        public Builder realm(String name) {
            realm = name;
            return this;
        }

        /** @throws InvalidInputException when a required part is missing or the realm can't be sent */
        public GitSyncServlet build() {
            if (!REALM.matcher(realm).matches()) {
                throw new InvalidInputException(
                        "realm must be 1 to 128 printable ASCII characters without quotes and backslashes");
            }
            SpaceGateway served = required("gitSync", spaces);
            return new GitSyncServlet(
                    new Gatekeeper(served, required("authenticator", authenticator), required("access", access), realm),
                    new GitProtocol(served));
        }

        private static <T> T required(String part, @Nullable T value) {
            if (value == null) {
                throw new InvalidInputException(part + " is missing; a GitSyncServlet can't do without");
            }
            return value;
        }
    }
}
