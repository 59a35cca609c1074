package dev.gitsync.servlet.internal.lfs;

import dev.gitsync.access.Access;
import dev.gitsync.internal.server.AuditRecorder;
import dev.gitsync.lfs.LfsLock;
import dev.gitsync.lfs.LfsLocks.LockAttempt;
import dev.gitsync.lfs.LfsLocks.UnlockRequest;
import dev.gitsync.lfs.UnlockResult;
import dev.gitsync.servlet.internal.text.Json;
import dev.gitsync.servlet.internal.text.JsonObject;
import dev.gitsync.servlet.internal.text.JsonObject.InvalidFieldException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates, lists and removes locks of files. */
final class LockEndpoint {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 900;

    private final AuditRecorder audit;

    LockEndpoint(AuditRecorder audit) {
        this.audit = audit;
    }

    LfsResponse create(LfsRequest request, JsonObject body) throws LfsException, InvalidFieldException {
        String path = body.string("path").orElseThrow(() -> new LfsException(422, "The path is missing."));
        LfsLock.Owner owner =
                new LfsLock.Owner(request.user().id(), request.user().person().name());
        LockAttempt attempt = request.files().locks().lock(request.space().id(), path, owner);
        if (!attempt.isNew()) {
            return LfsResponse.of(
                    409,
                    "lock",
                    json(attempt.lock()),
                    "message",
                    "The file is locked by " + attempt.lock().owner().name() + ".");
        }
        audit.fileLocked(request.auditSubject(), "lock", attempt.lock().id());
        return LfsResponse.of(201, "lock", json(attempt.lock()));
    }

    static LfsResponse list(LfsRequest request) throws LfsException {
        String path = parameter(request, "path");
        String id = parameter(request, "id");
        if (path != null || id != null) {
            return LfsResponse.ok(
                    "locks",
                    find(request, path, id).stream().map(LockEndpoint::json).toList());
        }
        LockList locks = LockList.read(request, parameter(request, "cursor"), limit(parameter(request, "limit")));
        Map<String, Object> fields = Json.fields(
                "locks", locks.locks().stream().map(LockEndpoint::json).toList());
        return withCursor(fields, locks);
    }

    private static Optional<LfsLock> find(LfsRequest request, @Nullable String path, @Nullable String id) {
        Optional<LfsLock> found = id == null
                ? request.files().locks().ofPath(request.space().id(), String.valueOf(path))
                : request.files().locks().find(request.space().id(), id);
        return found.filter(lock -> path == null || lock.path().equals(path));
    }

    static LfsResponse verify(LfsRequest request, JsonObject body) throws InvalidFieldException {
        long limit = body.integer("limit").filter(wanted -> wanted > 0).orElse((long) DEFAULT_LIMIT);
        LockList locks = LockList.read(request, body.string("cursor").orElse(null), (int) Math.min(limit, MAX_LIMIT));
        Map<String, Object> fields = Json.fields(
                "ours", locks.of(request.user(), true).map(LockEndpoint::json).toList(),
                "theirs",
                        locks.of(request.user(), false).map(LockEndpoint::json).toList());
        return withCursor(fields, locks);
    }

    LfsResponse remove(LfsRequest request, JsonObject body) throws InvalidFieldException {
        boolean isForced = body.flag("force").orElse(false) && request.access().allows(Access.MAINTAIN);
        UnlockRequest unlock = new UnlockRequest(request.user().id(), isForced);
        return request.files()
                .locks()
                .unlock(request.space().id(), request.url().id(), unlock)
                .accept(new Unlocking(request));
    }

    private static LfsResponse withCursor(Map<String, Object> fields, LockList locks) {
        locks.nextCursor().ifPresent(cursor -> fields.put("next_cursor", cursor));
        return new LfsResponse(200, Map.of(), fields);
    }

    private static @Nullable String parameter(LfsRequest request, String name) {
        String value = request.authenticated().parameter(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private static int limit(@Nullable String text) throws LfsException {
        if (text == null) {
            return DEFAULT_LIMIT;
        } else if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) == 0) {
            throw new LfsException(422, "The limit must be a number from 1.");
        }
        return Math.min(Integer.parseInt(text), MAX_LIMIT);
    }

    private static Map<String, Object> json(LfsLock lock) {
        return Json.fields(
                "id", lock.id(),
                "path", lock.path(),
                "locked_at", lock.lockedAt(),
                "owner", Json.fields("name", lock.owner().name()));
    }

    /** Maps the result of unlocking to a response. */
    private final class Unlocking implements UnlockResult.Visitor<LfsResponse> {
        private final LfsRequest request;

        Unlocking(LfsRequest request) {
            this.request = request;
        }

        @Override
        public LfsResponse visitUnlocked(UnlockResult.Unlocked unlocked) {
            boolean isOwn = unlocked.lock().owner().user().equals(request.user().id());
            audit.fileLocked(
                    request.auditSubject(),
                    isOwn ? "unlock" : "force-unlock",
                    unlocked.lock().id());
            return LfsResponse.ok("lock", json(unlocked.lock()));
        }

        @Override
        public LfsResponse visitNotOwner(UnlockResult.NotOwner notOwner) {
            return LfsResponse.error(
                    403,
                    "The file is locked by " + notOwner.lock().owner().name()
                            + ". Only a manager of the space can unlock it for them, with --force.");
        }

        @Override
        public LfsResponse visitNotFound(UnlockResult.NotFound notFound) {
            return LfsResponse.error(404, "There is no such lock.");
        }
    }
}
