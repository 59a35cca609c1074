package dev.gitsync.servlet.internal.credentials;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The name and password of HTTP Basic (RFC 7617), in UTF-8. Neither is empty or has control characters.
 *
 * @param userName the name that the client sent
 * @param password the password; must not be logged
 */
public record BasicCredentials(String userName, String password) {
    /**
     * Returns the credentials of a request, or empty unless it has exactly one well-formed {@code Authorization: Basic} header of at most {@value
     * AuthorizationHeader#MAX_CHARS} characters.
     */
    public static Optional<BasicCredentials> of(HttpServletRequest request) {
        return AuthorizationHeader.of(request, "Basic")
                .flatMap(BasicCredentials::decode)
                .flatMap(BasicCredentials::split);
    }

    private static Optional<String> decode(String token) {
        try {
            byte[] bytes = Base64.getDecoder().decode(token);
            if (!Base64.getEncoder().encodeToString(bytes).equals(token)) {
                return Optional.empty(); // Java's decoder forgives missing padding and stray bits
            }
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<BasicCredentials> split(String credentials) {
        int colon = credentials.indexOf(':');
        boolean complete = colon > 0 && colon < credentials.length() - 1;
        return complete && credentials.chars().noneMatch(Character::isISOControl)
                ? Optional.of(new BasicCredentials(credentials.substring(0, colon), credentials.substring(colon + 1)))
                : Optional.empty();
    }

    /** Returns a text without the password. */
    @Override
    public String toString() {
        return "BasicCredentials[userName=" + userName + "]";
    }
}
