package dev.gitsync.servlet.internal.operations;

import dev.gitsync.GitSync;
import dev.gitsync.error.GitSyncException;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.servlet.identity.Access;
import dev.gitsync.servlet.identity.WikiUser;
import dev.gitsync.servlet.internal.request.AuditRecorder;
import dev.gitsync.servlet.internal.request.AuthenticatedRequest;
import dev.gitsync.servlet.internal.request.CsrfCheck;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.HttpResult;
import dev.gitsync.servlet.internal.text.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
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
    private final Map<String, Function<SpaceId, Map<String, Object>>> operations;

    /** Creates a handler for requests from {@code operators}. */
    public OperationsHandler(GitSync gitSync, Predicate<WikiUser> operators, AuditRecorder audit) {
        this.gitSync = gitSync;
        this.operators = operators;
        this.audit = audit;
        this.operations = Map.of(
                "sync", id -> ReportJson.sync(gitSync.runOnce(id)),
                "plan", id -> ReportJson.plan(gitSync.plan(id)),
                "verify", id -> ReportJson.verify(gitSync.verify(id)),
                "repair", id -> ReportJson.repair(gitSync.repair(id)),
                "maintain", this::maintain);
    }

    /** Handles a request for {@code path}, the segments of the URL below the mapping. */
    public HttpResult handle(AuthenticatedRequest request, List<String> path) {
        boolean isStatus = path.equals(List.of("status"));
        boolean isSpace = path.size() == 2 && path.get(0).equals("spaces");
        boolean isOperation = path.size() == 3 && path.get(0).equals("spaces") && operations.containsKey(path.get(2));
        List<String> methods = isOperation ? List.of("POST") : List.of("GET", "HEAD");
        if (!operators.test(request.user())) {
            return ErrorResponse.OPERATORS_ONLY;
        } else if (!isStatus && !isSpace && !isOperation) {
            return ErrorResponse.NO_SUCH_OPERATION;
        } else if (!methods.contains(request.http().getMethod())) {
            return ErrorResponse.methodNotAllowed(methods);
        } else if (isStatus) {
            return list(request);
        }
        Optional<Space> space = space(path.get(1)).filter(found -> request.maxAccess(found) != Access.NONE);
        if (space.isEmpty()) {
            return ErrorResponse.NO_SUCH_OPERATION;
        }
        return isOperation
                ? operate(request, space.get(), path.get(2))
                : show(space.get().id());
    }

    private Optional<Space> space(String name) {
        return SpaceId.isValid(name) ? gitSync.space(new SpaceId(name)) : Optional.empty();
    }

    private HttpResult operate(AuthenticatedRequest request, Space space, String operation) {
        if (request.maxAccess(space) != Access.MAINTAIN) {
            return ErrorResponse.OPERATORS_ONLY;
        } else if (!CsrfCheck.isSameSite(request.http())) {
            return ErrorResponse.CROSS_SITE;
        }
        audit.operated(request.auditSubject(space), operation);
        Map<String, Object> report =
                Objects.requireNonNull(operations.get(operation), operation).apply(space.id());
        return new JsonResponse(200, Json.fields("space", space.id().value(), operation, report));
    }

    private HttpResult show(SpaceId id) {
        return gitSync.status(id)
                .<HttpResult>map(status -> new JsonResponse(200, ReportJson.status(status)))
                .orElse(ErrorResponse.NO_SUCH_OPERATION);
    }

    private HttpResult list(AuthenticatedRequest request) {
        String limit = request.http().getParameter("limit");
        boolean isNumber = limit == null || limit.matches("[1-9][0-9]{0,2}");
        if (!isNumber || (limit != null && Integer.parseInt(limit) > MAX_SPACES)) {
            return ErrorResponse.INVALID_LIMIT;
        }
        String after = request.http().getParameter("after");
        List<Map<String, Object>> statuses = gitSync.spaces().stream()
                .filter(space -> request.maxAccess(space) != Access.NONE)
                .map(Space::id)
                .filter(id -> after == null || id.value().compareTo(after) > 0)
                .limit(limit == null ? DEFAULT_SPACES : Integer.parseInt(limit))
                .map(this::status)
                .toList();
        return new JsonResponse(200, Json.fields("spaces", statuses));
    }

    /** Returns the status of a space. A space that can't be read must not hide the others. */
    private Map<String, Object> status(SpaceId id) {
        try {
            return gitSync.status(id).map(ReportJson::status).orElseGet(() -> Json.fields("space", id.value()));
        } catch (GitSyncException e) {
            log.warn("Could not read the status of space {}", id, e);
            return Json.fields("space", id.value(), "unreadable", true);
        }
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
