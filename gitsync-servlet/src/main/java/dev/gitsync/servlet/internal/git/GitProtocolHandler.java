package dev.gitsync.servlet.internal.git;

import dev.gitsync.internal.server.AuditRecorder;
import dev.gitsync.internal.server.transfer.TransferLimit;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.servlet.internal.request.HttpExchange;
import dev.gitsync.servlet.internal.transfer.LimitedResponse;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.http.server.GitServlet;
import org.eclipse.jgit.http.server.resolver.AsIsFileService;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.GitProtocolConstants;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UploadPack;

/** Runs JGit's servlet for authorized requests. JGit only sees a {@link CanonicalRequest}. Safe for use by several threads. */
public final class GitProtocolHandler {
    private final GitServlet jgit = new GitServlet();
    private final SpaceGateway spaces;
    private final ServerLimits limits;

    public GitProtocolHandler(SpaceGateway spaces, ServerLimits limits, AuditRecorder audit) {
        this.spaces = spaces;
        this.limits = limits;
        jgit.setAsIsFileService(AsIsFileService.DISABLED);
        jgit.setRepositoryResolver((request, name) -> open(request));
        jgit.setUploadPackFactory(this::uploadPack);
        jgit.setUploadPackErrorHandler(new FetchRunner(limits, audit));
        jgit.setReceivePackFactory(this::receivePack);
        jgit.setReceivePackErrorHandler(new PushRunner(limits.maxPushRequestBytes(), audit));
    }

    public void init(ServletConfig config) throws ServletException {
        jgit.init(config);
    }

    public void destroy() {
        jgit.destroy();
    }

    /** Responds to a request with the given body. */
    void serve(AuthorizedRequest authorized, HttpExchange exchange, ServletInputStream body)
            throws ServletException, IOException {
        authorized.attachTo(exchange.request());
        jgit.service(
                new CanonicalRequest(exchange.request(), authorized, body),
                new LimitedResponse(
                        exchange.response(),
                        TransferLimit.of(limits.maxSendTime(), limits.minSendRate(), limits.maxSlowTime())));
    }

    private Repository open(HttpServletRequest request) {
        return spaces.open(AuthorizedRequest.of(request).space());
    }

    private UploadPack uploadPack(HttpServletRequest request, Repository repository) {
        UploadPack uploadPack =
                spaces.uploadPack(repository, AuthorizedRequest.of(request).caughtUp());
        uploadPack.setExtraParameters(parameters(request));
        return uploadPack;
    }

    /**
     * Returns whether the response depends on the refs, either because it lists them or because the client has seen them. In protocol
     * version 2 the first response to a fetch does not: it lists the capabilities of the server.
     */
    static boolean needsRefs(AuthorizedRequest authorized) {
        return authorized.service() == GitService.RECEIVE_PACK
                || authorized.endpoint() != Endpoint.INFO_REFS
                || !parameters(authorized.authenticated().http()).contains(GitProtocolConstants.VERSION_2_REQUEST);
    }

    private static List<String> parameters(HttpServletRequest request) {
        String parameters = request.getHeader("Git-Protocol");
        return parameters == null ? List.of() : Arrays.asList(parameters.split(":", -1));
    }

    private ReceivePack receivePack(HttpServletRequest request, Repository repository) {
        return spaces.receivePack(AuthorizedRequest.of(request), repository);
    }
}
