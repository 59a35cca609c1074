package dev.gitsync.servlet.internal.lfs;

import dev.gitsync.access.Access;
import dev.gitsync.model.ContentHash;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.text.Json;
import dev.gitsync.servlet.internal.text.JsonObject;
import dev.gitsync.servlet.internal.text.JsonObject.InvalidFieldException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The batch API: what to do with each object. One query finds the objects that the space has. The {@code ref} of a batch is ignored:
 * rights do not depend on it.
 */
final class BatchEndpoint {
    /** The maximum number of objects. git-lfs asks for 100. */
    static final int MAX_OBJECTS = 1_000;

    private final LfsLinks links;

    BatchEndpoint(LfsLinks links) {
        this.links = links;
    }

    LfsResponse handle(LfsRequest request, JsonObject body) throws LfsException, InvalidFieldException {
        boolean isUpload = isUpload(body);
        if (isUpload && !request.access().allows(Access.WRITE)) {
            throw new LfsException(ErrorResponse.PUSH_FORBIDDEN);
        }
        checkProtocol(body);
        List<JsonObject> objects = body.objects("objects").orElse(List.of());
        if (objects.size() > MAX_OBJECTS) {
            throw new LfsException(
                    413, "A batch has at most " + MAX_OBJECTS + " objects, not " + objects.size() + ". Ask for fewer.");
        }
        List<Wanted> wanted = new ArrayList<>();
        for (JsonObject object : objects) {
            wanted.add(new Wanted(
                    object.string("oid").orElse(""), object.integer("size").orElse(-1L)));
        }
        Batch batch = new Batch(request, links.objects(request), stored(request, wanted, isUpload));
        return LfsResponse.ok(
                "transfer",
                "basic",
                "objects",
                wanted.stream()
                        .map(object -> isUpload ? batch.upload(object) : batch.download(object))
                        .toList(),
                "hash_algo",
                "sha256");
    }

    private static boolean isUpload(JsonObject body) throws LfsException, InvalidFieldException {
        String operation = body.string("operation").orElse("");
        if (!operation.equals("upload") && !operation.equals("download")) {
            throw new LfsException(422, "The operation must be upload or download.");
        }
        return operation.equals("upload");
    }

    private static void checkProtocol(JsonObject body) throws LfsException, InvalidFieldException {
        List<String> transfers = body.strings("transfers").orElse(List.of());
        if (!transfers.isEmpty() && !transfers.contains("basic")) {
            throw new LfsException(422, "This server supports only the transfer basic.");
        } else if (!body.string("hash_algo").orElse("sha256").equals("sha256")) {
            throw new LfsException(409, "This server supports only the hash algorithm sha256.");
        }
    }

    private static Map<ContentHash, Long> stored(LfsRequest request, List<Wanted> wanted, boolean isUpload) {
        Set<ContentHash> hashes =
                wanted.stream().filter(Wanted::isValid).map(Wanted::hash).collect(Collectors.toSet());
        return isUpload
                ? request.files().offered(request.space(), hashes)
                : request.files().sizes(request.space(), hashes);
    }

    /** An object of a request, with an id that may have any form. */
    private record Wanted(String oid, long size) {
        boolean isValid() {
            return ContentHash.isValid(oid) && size >= 0;
        }

        ContentHash hash() {
            return new ContentHash(oid);
        }

        Map<String, Object> json() {
            return Json.fields("oid", oid, "size", size);
        }

        Map<String, Object> error(int code, String message) {
            Map<String, Object> json = json();
            json.put("error", Json.fields("code", code, "message", message));
            return json;
        }

        Map<String, Object> actions(Map<String, Object> actions) {
            Map<String, Object> json = json();
            json.put("actions", actions);
            return json;
        }
    }

    /**
     * The objects of one batch.
     *
     * @param url the URL of the objects of the space
     * @param stored the sizes of the objects that the space has
     */
    private record Batch(LfsRequest request, String url, Map<ContentHash, Long> stored) {
        Map<String, Object> download(Wanted object) {
            if (!object.isValid()) {
                return invalid(object);
            }
            Long size = stored.get(object.hash());
            if (size == null) {
                return object.error(404, LfsErrors.NO_OBJECT);
            }
            return size == object.size()
                    ? object.actions(Json.fields("download", link(object.oid())))
                    : otherSize(object, size);
        }

        Map<String, Object> upload(Wanted object) {
            if (!object.isValid()) {
                return invalid(object);
            } else if (object.size() > request.files().maxBytes()) {
                return object.error(
                        422,
                        "The file has " + object.size() + " bytes; this server accepts up to "
                                + request.files().maxBytes() + ".");
            }
            Long size = stored.get(object.hash());
            if (size == null) {
                return object.actions(Json.fields("upload", link(object.oid()), "verify", link("verify")));
            }
            return size == object.size() ? object.json() : otherSize(object, size);
        }

        private static Map<String, Object> invalid(Wanted object) {
            return object.error(
                    422, "The oid must be a SHA-256 in lower-case hexadecimal digits, and the size 0 or more.");
        }

        private static Map<String, Object> otherSize(Wanted object, long size) {
            return object.error(422, "The object has " + size + " bytes, not " + object.size() + ".");
        }

        private Map<String, Object> link(String name) {
            return Json.fields("href", url + "/" + name);
        }
    }
}
