package dev.gitsync.servlet.internal.lfs;

import dev.gitsync.access.Access;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The endpoints of the Git LFS API with basic transfers, and the access that each of their methods requires. */
enum LfsEndpoint {
    /** Asks what to do with many objects. An upload requires write access; that is in the body. */
    BATCH("objects/batch", Map.of("POST", Access.READ)),
    /** One object. */
    OBJECT("objects/([0-9a-f]{64})", Map.of("GET", Access.READ, "HEAD", Access.READ, "PUT", Access.WRITE)),
    /** Asks whether an upload has arrived. */
    VERIFY("objects/verify", Map.of("POST", Access.WRITE)),
    /** The locks. */
    LOCKS("locks", Map.of("GET", Access.READ, "POST", Access.WRITE)),
    /** The locks before a push, those of the user apart from those of others. */
    LOCKS_VERIFY("locks/verify", Map.of("POST", Access.WRITE)),
    /** Removes a lock. */
    UNLOCK("locks/([0-9A-Za-z-]{1,64})/unlock", Map.of("POST", Access.WRITE));

    private final Pattern path;

    @SuppressWarnings("ImmutableEnumChecker") // Map.of makes immutable maps
    private final Map<String, Access> methods;

    LfsEndpoint(String path, Map<String, Access> methods) {
        this.path = Pattern.compile(path);
        this.methods = methods;
    }

    /** Returns the supported HTTP methods. */
    List<String> methods() {
        return methods.keySet().stream().sorted().toList();
    }

    /** Returns the access that a supported method requires. */
    Access requiredAccess(String method) {
        return methods.getOrDefault(method, Access.MAINTAIN);
    }

    static Optional<LfsEndpoint> at(String path) {
        return Arrays.stream(values())
                .filter(endpoint -> endpoint.path.matcher(path).matches())
                .findFirst();
    }

    /** Returns the id in a path of this endpoint, or an empty text. */
    String idIn(String found) {
        Matcher matcher = path.matcher(found);
        return matcher.matches() && matcher.groupCount() > 0 ? matcher.group(1) : "";
    }
}
