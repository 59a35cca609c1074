package dev.gitsync.servlet.internal.git;

import dev.gitsync.servlet.internal.request.AuditRecorder;
import dev.gitsync.servlet.internal.transfer.Deadline;
import dev.gitsync.servlet.internal.transfer.LimitedResponse;
import dev.gitsync.servlet.internal.transfer.TransferRateCheck;
import dev.gitsync.servlet.limits.ServerLimits;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.http.server.GitServlet;
import org.eclipse.jgit.http.server.resolver.AsIsFileService;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.GitProtocolConstants;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UploadPack;

/** JGit's own servlet, which does the talking once leave was given; it only ever sees a {@link CanonicalRequest}. */
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

    /** Answers a request whose body has been received. */
    public void serve(
            AuthorizedRequest authorized,
            HttpServletRequest request,
            ServletInputStream body,
            HttpServletResponse response)
            throws ServletException, IOException {
        authorized.attachTo(request);
        jgit.service(
                new CanonicalRequest(request, authorized, body),
                new LimitedResponse(
                        response,
                        Deadline.in(limits.maxSendTime()),
                        new TransferRateCheck(limits.minSendRate(), limits.maxSlowTime(), System::nanoTime)));
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
     * Whether the answer tells where the refs are, or takes it for granted that the client has been told. In version 2 the first
     * answer to a fetch does neither: it lists what the server can do.
     */
    static boolean needsRefs(AuthorizedRequest authorized, HttpServletRequest request) {
        return authorized.service() == GitService.RECEIVE_PACK
                || authorized.endpoint() != Endpoint.INFO_REFS
                || !parameters(request).contains(GitProtocolConstants.VERSION_2_REQUEST);
    }

    private static List<String> parameters(HttpServletRequest request) {
        String parameters = request.getHeader("Git-Protocol");
        return parameters == null ? List.of() : Arrays.asList(parameters.split(":", -1));
    }

    private ReceivePack receivePack(HttpServletRequest request, Repository repository) {
        return spaces.receivePack(AuthorizedRequest.of(request), repository);
    }
}
