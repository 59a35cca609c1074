package dev.gitsync.servlet.internal.operations;

import dev.gitsync.error.GitSyncException;
import dev.gitsync.internal.server.AuditRecorder;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorState;
import dev.gitsync.mirror.MirrorState.Decision;
import dev.gitsync.mirror.Mirrors;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.servlet.internal.request.AuthenticatedRequest;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.HttpResult;
import dev.gitsync.servlet.internal.text.Json;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the mirrors of a space and operates them, for requests that are allowed to. A mirror of another space is not found. Safe for use by
 * several threads.
 */
final class MirrorOperations {
    private static final Logger log = LoggerFactory.getLogger(MirrorOperations.class);
    private static final int REPORTS = 20;

    private final Mirrors mirrors;
    private final AuditRecorder audit;

    MirrorOperations(Mirrors mirrors, AuditRecorder audit) {
        this.mirrors = mirrors;
        this.audit = audit;
    }

    /** Reads the mirrors of these spaces, for their status. */
    Summaries summaries(Collection<SpaceId> spaces) {
        try {
            return new Summaries(withStates(mirrors.all().stream().filter(mirror -> spaces.contains(mirror.space())))
                    .collect(Collectors.groupingBy(
                            found -> found.mirror().space(),
                            Collectors.mapping(MirrorWithState::summary, Collectors.toList()))));
        } catch (GitSyncException e) {
            log.warn("Could not read the mirrors", e);
            return new Summaries(null);
        }
    }

    HttpResult list(Space space) {
        List<Map<String, Object>> all =
                withStates(of(space)).map(MirrorWithState::json).toList();
        return new JsonResponse(200, Json.fields("space", space.id().value(), "mirrors", all));
    }

    HttpResult show(Space space, String id) {
        Optional<MirrorWithState> mirror = withStates(find(space, id).stream()).findFirst();
        if (mirror.isEmpty()) {
            return ErrorResponse.NO_SUCH_OPERATION;
        }
        Map<String, Object> fields = Json.fields("space", space.id().value());
        fields.putAll(mirror.get().json());
        fields.put(
                "reports",
                mirrors.reports(mirror.get().mirror().id(), REPORTS).stream()
                        .map(MirrorJson::report)
                        .toList());
        return new JsonResponse(200, fields);
    }

    /** Runs an operation that {@link OperationsEndpoint} lists. */
    HttpResult operate(AuthenticatedRequest request, Space space, String id, String operation) {
        Optional<Mirror> mirror = find(space, id);
        Optional<Decision> decision = decision(request.parameter("decision"));
        if (mirror.isEmpty()) {
            return ErrorResponse.NO_SUCH_OPERATION;
        } else if (operation.equals("decide") && decision.isEmpty()) {
            return ErrorResponse.INVALID_DECISION;
        }
        MirrorId found = mirror.get().id();
        audit.mirrorOperated(request.auditSubject(space), found, operation);
        Map<String, Object> result = switch (operation) {
            case "run" -> MirrorJson.report(mirrors.run(found));
            case "pause" -> outcome(mirrors.setPaused(found, true));
            case "resume" -> outcome(mirrors.setPaused(found, false));
            default -> outcome(decide(found, decision.orElseThrow(), request.parameter("remote")));
        };
        return new JsonResponse(
                200, Json.fields("space", space.id().value(), "mirror", found.value(), operation, result));
    }

    /** Stores a decision, if the remote's commit is the one that the operator saw, or if the request names none. */
    private boolean decide(MirrorId id, Decision decision, @Nullable String remote) {
        Optional<MirrorReport> seen = mirrors.state(id)
                .flatMap(MirrorState::last)
                .filter(last -> remote == null
                        || remote.equals(last.remote().map(ObjectId::name).orElse("")));
        return seen.isPresent() && mirrors.decide(id, decision, seen.get());
    }

    private static Map<String, Object> outcome(boolean isDone) {
        return Json.fields("outcome", isDone ? "done" : "not-done");
    }

    private static Optional<Decision> decision(@Nullable String text) {
        return Stream.of(Decision.values())
                .filter(decision -> ReportJson.word(decision).equals(text))
                .findFirst();
    }

    private Stream<Mirror> of(Space space) {
        return mirrors.all().stream().filter(mirror -> mirror.space().equals(space.id()));
    }

    private Optional<Mirror> find(Space space, String id) {
        return of(space).filter(mirror -> mirror.id().value().equals(id)).findFirst();
    }

    private Stream<MirrorWithState> withStates(Stream<Mirror> found) {
        List<Mirror> all = found.toList();
        Map<MirrorId, MirrorState> states = all.isEmpty()
                ? Map.of()
                : mirrors.states(all.stream().map(Mirror::id).toList());
        return all.stream()
                .map(mirror -> new MirrorWithState(mirror, states.getOrDefault(mirror.id(), MirrorState.initial())));
    }

    /**
     * The mirrors of spaces in short.
     *
     * @param bySpace the mirrors of each space that has some, or null if they could not be read
     */
    record Summaries(@Nullable Map<SpaceId, List<Map<String, Object>>> bySpace) {
        /** Returns the mirrors of a space; empty if they could not be read. */
        Optional<List<Map<String, Object>>> of(SpaceId space) {
            return Optional.ofNullable(bySpace).map(found -> found.getOrDefault(space, List.of()));
        }
    }

    private record MirrorWithState(Mirror mirror, MirrorState state) {
        Map<String, Object> json() {
            return MirrorJson.mirror(mirror, state);
        }

        Map<String, Object> summary() {
            return MirrorJson.summary(mirror, state);
        }
    }
}
