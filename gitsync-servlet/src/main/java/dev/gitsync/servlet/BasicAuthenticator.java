package dev.gitsync.servlet;

import dev.gitsync.servlet.Authentication.Authenticated;
import dev.gitsync.servlet.Authentication.Rejected;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * HTTP Basic (RFC 7617) against the wiki's own accounts. Whatever is not exactly one well-formed {@code Authorization: Basic}
 * header in UTF-8, of at most {@value #MAX_HEADER_CHARS} characters, is rejected without asking the wiki. So are an empty
 * name and an empty password, since some directories take an empty password for an anonymous and successful sign-in.
 */
public final class BasicAuthenticator implements Authenticator {
    /** How long the {@code Authorization} header may be. */
    public static final int MAX_HEADER_CHARS = 4096;

    private static final String SCHEME = "Basic ";

    private final PasswordCheck passwords;

    /** Asks {@code passwords} whether a name and a password belong together. */
    public BasicAuthenticator(PasswordCheck passwords) {
        this.passwords = Objects.requireNonNull(passwords, "passwords");
    }

    @Override
    public Authentication authenticate(HttpServletRequest request) {
        return header(request)
                .flatMap(BasicAuthenticator::decode)
                .flatMap(this::check)
                .<Authentication>map(Authenticated::new)
                .orElseGet(Rejected::new);
    }

    private static Optional<String> header(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        return headers.size() == 1 && headers.get(0).length() <= MAX_HEADER_CHARS
                ? Optional.of(headers.get(0))
                : Optional.empty();
    }

    private static Optional<String> decode(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String token = header.substring(SCHEME.length()).strip();
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

    private Optional<WikiUser> check(String credentials) {
        int colon = credentials.indexOf(':');
        boolean complete = colon > 0 && colon < credentials.length() - 1;
        if (!complete || credentials.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        return passwords.check(credentials.substring(0, colon), credentials.substring(colon + 1));
    }
}
