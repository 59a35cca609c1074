package dev.gitsync.servlet;

import dev.gitsync.servlet.internal.wire.Deadline;
import dev.gitsync.servlet.internal.wire.GuardedResponse;
import dev.gitsync.servlet.limits.ServerLimits;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import org.eclipse.jgit.http.server.GitServlet;
import org.eclipse.jgit.http.server.resolver.AsIsFileService;
import org.eclipse.jgit.lib.Repository;
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
        jgit.setUploadPackErrorHandler(new FetchRunner(limits.maxFetchRequestBytes(), observer));
        jgit.setReceivePackFactory(this::receivePack);
        jgit.setReceivePackErrorHandler(new PushRunner(limits.maxPushRequestBytes(), observer));
    }

    void init(ServletConfig config) throws ServletException {
        jgit.init(config);
    }

    void destroy() {
        jgit.destroy();
    }

    void serve(Grant grant, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        grant.attachTo(request);
        jgit.service(
                new CanonicalRequest(request, grant, limits),
                new GuardedResponse(
                        response, Deadline.in(limits.maxReceiveTime().plus(limits.maxSendTime()))));
    }

    private Repository open(HttpServletRequest request) {
        return spaces.open(Grant.of(request).space());
    }

    private UploadPack uploadPack(HttpServletRequest request, Repository repository) {
        UploadPack uploadPack = spaces.uploadPack(repository);
        uploadPack.setPreUploadHook(new WantLimit(limits.maxWantsPerFetch()));
        String version = request.getHeader("Git-Protocol");
        if (version != null) {
            uploadPack.setExtraParameters(Arrays.asList(version.split(":", -1)));
        }
        return uploadPack;
    }

    private ReceivePack receivePack(HttpServletRequest request, Repository repository) {
        Grant grant = Grant.of(request);
        return spaces.receivePack(grant.space(), repository, grant.user().pusher(grant.access()));
    }
}
