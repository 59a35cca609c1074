package dev.gitsync.servlet;

import dev.gitsync.GitSync;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.servlet.internal.hooks.WebhookHandler;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.ExceptionMapper;
import dev.gitsync.servlet.internal.text.UrlPath;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Receives the webhooks of git providers, so that mirrors need not wait for their next poll. Register it under a mapping that ends in {@code
 * /*}, for example {@code /gitsync/hooks/*}, beside the other servlets, and give the URL {@code <mapping>/<mirrorId>} and the {@linkplain
 * dev.gitsync.mirror.MirrorSecrets#webhookSecret secret} of the mirror to the provider. GitHub, GitLab, Gitea, Forgejo and Bitbucket sign
 * their webhooks in forms that the servlet knows.
 *
 * <p>A webhook with a valid signature requests a run of the mirror and yields 202. Everything else yields the same 404: a signature that is
 * missing or wrong, a mirror that does not exist or has no secret, a body that is too long, another method. So a client without the secret
 * can't find out which mirrors exist. The content of a webhook is ignored; receiving one twice, or for another branch, does no harm. The
 * servlet rejects requests without TLS unless they come from the same machine.
 *
 * <p>Safe for use by several threads. Does not close the {@code GitSync}.
 */
public final class MirrorHookServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient WebhookHandler handler;

    private MirrorHookServlet(Builder builder) {
        GitSync gitSync = builder.settings.required("gitSync", builder.gitSync);
        handler = new WebhookHandler(gitSync.mirrors(), builder.settings);
    }

    /** Begins a servlet. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ErrorResponse.setCommonHeaders(response);
        try {
            List<String> path = UrlPath.belowMapping(request).orElse(List.of());
            handler.handle(request, path).send(response);
        } catch (RuntimeException | Error e) {
            if (response.isCommitted()) {
                throw e;
            }
            ExceptionMapper.respond(e, request, response);
        }
    }

    /**
     * Builds a {@link MirrorHookServlet}. Of its {@linkplain #limits limits}, {@link ServerLimits#maxRequestsPerUser()} is that of the webhooks
     * of one address that are in progress, and {@link ServerLimits#maxFailedSignIns()} that of those that were refused. Not safe for use by
     * several threads.
     */
    public static final class Builder extends ServletBuilder<Builder> {
        private @Nullable GitSync gitSync;

        private Builder() {
            super("MirrorHookServlet");
        }

        @Override
        Builder self() {
            return this;
        }

        /** Sets the {@code GitSync} whose mirrors receive webhooks; required. */
        public Builder gitSync(GitSync notified) {
            gitSync = notified;
            return this;
        }

        /**
         * Returns the servlet.
         *
         * @throws InvalidInputException if a required part is missing
         */
        public MirrorHookServlet build() {
            return new MirrorHookServlet(this);
        }
    }
}
