package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.servlet.identity.BasicAuthenticator;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GitSyncServletBuilderTest {
    @Test
    void namesMissingSettings() {
        GitSyncServlet.Builder builder = GitSyncServlet.builder();
        assertRefused(builder, "gitSync");
        builder.spaces(new TestSpaces(Path.of("unused")));
        assertRefused(builder, "authenticator");
        builder.authenticator(new BasicAuthenticator((name, password) -> Optional.empty()));
        assertRefused(builder, "access");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\"b", "a\\b", "a\r\nSet-Cookie: x", "Wikä"})
    void refusesARealmThatIsInvalidInAHeader(String realm) {
        assertThatThrownBy(() -> GitSyncServlet.builder().realm(realm))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("realm");
    }

    private static void assertRefused(GitSyncServlet.Builder builder, String part) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(part);
    }
}
