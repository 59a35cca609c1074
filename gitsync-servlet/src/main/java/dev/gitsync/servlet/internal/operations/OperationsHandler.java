package dev.gitsync.servlet.internal.operations;

import dev.gitsync.GitSync;
import dev.gitsync.access.Access;
import dev.gitsync.access.WikiUser;
import dev.gitsync.error.GitSyncException;
import dev.gitsync.internal.server.AuditRecorder;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SpaceStatus;
import dev.gitsync.servlet.internal.request.AuthenticatedRequest;
import dev.gitsync.servlet.internal.request.CsrfCheck;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.HttpResult;
import dev.gitsync.servlet.internal.text.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles requests for the status of spaces and for operations on them. Safe for use by several threads. */
public final class OperationsHandler {
    private static final Logger log = LoggerFactory.getLogger(OperationsHandler.class);
    private static final int MAX_SPACES = 200;
    private static final int DEFAULT_SPACES = 50;

    private final GitSync gitSync;
    private final Predicate<WikiUser> operators;
    private final AuditRecorder audit;
    private final MirrorOperations mirrors;

    /** Creates a handler for requests from {@code operators}. */
    public OperationsHandler(GitSync gitSync, Predicate<WikiUser> operators, AuditRecorder audit) {
        this.gitSync = gitSync;
        this.operators = operators;
        this.audit = audit;
        this.mirrors = new MirrorOperations(gitSync.mirrors(), audit);
    }

    /** Handles a request for {@code path}, the segments of the URL below the mapping. */
    public HttpResult handle(AuthenticatedRequest request, List<String> path) {
        Optional<OperationsEndpoint> endpoint = OperationsEndpoint.of(path);
        if (!operators.test(request.user())) {
            return ErrorResponse.OPERATORS_ONLY;
        } else if (endpoint.isEmpty()) {
            return ErrorResponse.NO_SUCH_OPERATION;
        }
        OperationsEndpoint found = endpoint.get();
        if (!found.methods().contains(request.http().getMethod())) {
            return ErrorResponse.methodNotAllowed(found.methods());
        } else if (found == OperationsEndpoint.STATUS) {
            return list(request);
        }
        Optional<Space> space = space(path.get(1)).filter(it -> request.maxAccess(it) != Access.NONE);
        if (space.isEmpty()) {
            return ErrorResponse.NO_SUCH_OPERATION;
        }
        return found.isOperation() ? operate(request, space.get(), path) : show(found, space.get(), path);
    }

    private Optional<Space> space(String name) {
        return SpaceId.isValid(name) ? gitSync.space(new SpaceId(name)) : Optional.empty();
    }

    private HttpResult operate(AuthenticatedRequest request, Space space, List<String> path) {
        if (request.maxAccess(space) != Access.MAINTAIN) {
            return ErrorResponse.OPERATORS_ONLY;
        } else if (!CsrfCheck.isSameSite(request.http())) {
            return ErrorResponse.CROSS_SITE;
        } else if (path.size() > 3) {
            return mirrors.operate(request, space, path.get(3), path.get(4));
        }
        String operation = path.get(2);
        audit.operated(request.auditSubject(space), operation);
        return new JsonResponse(
                200, Json.fields("space", space.id().value(), operation, report(operation, space.id())));
    }

    private Map<String, Object> report(String operation, SpaceId id) {
        return switch (operation) {
            case "sync" -> ReportJson.sync(gitSync.runOnce(id));
            case "plan" -> ReportJson.plan(gitSync.plan(id));
            case "verify" -> ReportJson.verify(gitSync.verify(id));
            case "repair" -> ReportJson.repair(gitSync.repair(id));
            default -> maintain(id);
        };
    }

    private HttpResult show(OperationsEndpoint endpoint, Space space, List<String> path) {
        return switch (endpoint) {
            case MIRRORS -> mirrors.list(space);
            case MIRROR -> mirrors.show(space, path.get(3));
            default -> status(space.id());
        };
    }

    private HttpResult status(SpaceId id) {
        return gitSync.status(id)
                .<HttpResult>map(status -> new JsonResponse(200, fields(status, mirrors.summaries(List.of(id)))))
                .orElse(ErrorResponse.NO_SUCH_OPERATION);
    }

    private HttpResult list(AuthenticatedRequest request) {
        String limit = request.parameter("limit");
        boolean isNumber = limit == null || limit.matches("[1-9][0-9]{0,2}");
        if (!isNumber || (limit != null && Integer.parseInt(limit) > MAX_SPACES)) {
            return ErrorResponse.INVALID_LIMIT;
        }
        String after = request.parameter("after");
        List<SpaceId> spaces = gitSync.spaces().stream()
                .filter(space -> request.maxAccess(space) != Access.NONE)
                .map(Space::id)
                .filter(id -> after == null || id.value().compareTo(after) > 0)
                .limit(limit == null ? DEFAULT_SPACES : Integer.parseInt(limit))
                .toList();
        MirrorOperations.Summaries summaries = mirrors.summaries(spaces);
        List<Map<String, Object>> statuses =
                spaces.stream().map(id -> status(id, summaries)).toList();
        return new JsonResponse(200, Json.fields("spaces", statuses));
    }

    /** Returns the status of a space. A space that can't be read must not hide the others. */
    private Map<String, Object> status(SpaceId id, MirrorOperations.Summaries summaries) {
        try {
            return gitSync.status(id)
                    .map(status -> fields(status, summaries))
                    .orElseGet(() -> Json.fields("space", id.value()));
        } catch (GitSyncException e) {
            log.warn("Could not read the status of space {}", id, e);
            return Json.fields("space", id.value(), "unreadable", true);
        }
    }

    private static Map<String, Object> fields(SpaceStatus status, MirrorOperations.Summaries summaries) {
        Map<String, Object> fields = ReportJson.status(status);
        fields.put("mirrors", summaries.of(status.space()));
        return fields;
    }

    private Map<String, Object> maintain(SpaceId id) {
        try {
            return Json.fields("outcome", gitSync.maintain(id) ? "done" : "not-done");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Json.fields("outcome", "not-done");
        }
    }
}
