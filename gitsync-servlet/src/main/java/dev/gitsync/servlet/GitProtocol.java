package dev.gitsync.servlet;

import dev.gitsync.servlet.internal.wire.Deadline;
import dev.gitsync.servlet.internal.wire.GuardedResponse;
import dev.gitsync.servlet.internal.wire.Pace;
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
final class GitProtocol {
    private final GitServlet jgit = new GitServlet();
    private final SpaceGateway spaces;
    private final ServerLimits limits;

    GitProtocol(SpaceGateway spaces, ServerLimits limits, Observer observer) {
        this.spaces = spaces;
        this.limits = limits;
        jgit.setAsIsFileService(AsIsFileService.DISABLED);
        jgit.setRepositoryResolver((request, name) -> open(request));
        jgit.setUploadPackFactory(this::uploadPack);
        jgit.setUploadPackErrorHandler(new FetchRunner(limits, observer));
        jgit.setReceivePackFactory(this::receivePack);
        jgit.setReceivePackErrorHandler(new PushRunner(limits.maxPushRequestBytes(), observer));
    }

    void init(ServletConfig config) throws ServletException {
        jgit.init(config);
    }

    void destroy() {
        jgit.destroy();
    }

    /** Answers a request whose body has been received. */
    void serve(Grant grant, HttpServletRequest request, ServletInputStream body, HttpServletResponse response)
            throws ServletException, IOException {
        grant.attachTo(request);
        jgit.service(
                new CanonicalRequest(request, grant, body),
                new GuardedResponse(
                        response,
                        Deadline.in(limits.maxSendTime()),
                        new Pace(limits.minSendRate(), limits.maxSlowTime(), System::nanoTime)));
    }

    private Repository open(HttpServletRequest request) {
        return spaces.open(Grant.of(request).space());
    }

    private UploadPack uploadPack(HttpServletRequest request, Repository repository) {
        UploadPack uploadPack = spaces.uploadPack(repository, Grant.of(request).caughtUp());
        uploadPack.setExtraParameters(parameters(request));
        return uploadPack;
    }

    /**
     * Whether the answer tells where the refs are, or takes it for granted that the client has been told. In version 2 the first
     * answer to a fetch does neither: it lists what the server can do.
     */
    static boolean needsRefs(Grant grant, HttpServletRequest request) {
        return grant.service() == GitService.RECEIVE_PACK
                || grant.endpoint() != Endpoint.INFO_REFS
                || !parameters(request).contains(GitProtocolConstants.VERSION_2_REQUEST);
    }

    private static List<String> parameters(HttpServletRequest request) {
        String parameters = request.getHeader("Git-Protocol");
        return parameters == null ? List.of() : Arrays.asList(parameters.split(":", -1));
    }

    private ReceivePack receivePack(HttpServletRequest request, Repository repository) {
        return spaces.receivePack(Grant.of(request), repository);
    }
}
