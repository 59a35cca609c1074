package dev.gitsync.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.mirror.Mirror.Options;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.SpaceDirectory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateMirrorDirectoryTest {
    private static final String TEMPLATE = "https://git.example.org/{spaceName}/{spaceId}.git";
    private static final Options OPTIONS = Options.defaults().credentials("env:WIKI_REMOTE");

    @Test
    void givesEverySpaceAMirrorWithItsId() {
        Space docs = space("docs", "The docs");
        Space other = space("B-_9", "Other");
        MirrorDirectory directory = directory("ssh://git@git.example.org:2222/wiki/{spaceId}.git", other, docs);
        Mirror mirror = new Mirror(
                new MirrorId("docs"),
                docs.id(),
                new RemoteUrl("ssh://git@git.example.org:2222/wiki/docs.git"),
                OPTIONS);
        assertThat(directory.all()).hasSize(2).contains(mirror);
        assertThat(directory.find(mirror.id())).contains(mirror);
        assertThat(directory.find(new MirrorId("none"))).isEmpty();
    }

    @Test
    void placeholdersMayRepeat() {
        assertThat(url("https://git.example.org/{spaceId}/{spaceName}/x{spaceId}-{spaceId}.git", "Docs"))
                .isEqualTo("https://git.example.org/docs/Docs/xdocs-docs.git");
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Docs,Docs",
                "The docs+,The%20docs%2B",
                "a/b,a%2Fb",
                "50%,50%25",
                "%2F,%252F",
                "Büro ☃,B%C3%BCro%20%E2%98%83",
                "a?b#c,a%3Fb%23c",
                "{spaceId},%7BspaceId%7D",
                "u:p@host,u%3Ap%40host",
                "...,...",
                "$1\\,%241%5C",
            })
    void namesAreEncoded(String name, String encoded) {
        assertThat(url(TEMPLATE, name)).isEqualTo("https://git.example.org/" + encoded + "/docs.git");
    }

    @ParameterizedTest
    @CsvSource(value = {"''", "' '", ".", "..", "../..", "a/../b", "'a\u0007'"})
    void theIdStandsForANameThatIsNoPartOfAPath(String name) {
        assertThat(url(TEMPLATE, name)).isEqualTo("https://git.example.org/docs/docs.git");
    }

    @Test
    void aNameThatMakesTheUrlTooLongIsReplacedToo() {
        assertThat(url(TEMPLATE, "ü".repeat(1_000))).isEqualTo("https://git.example.org/docs/docs.git");
    }

    /** Or a user could name an empty space as another one, and its mirror would fill it with the pages of that one. */
    @Test
    void noNameGivesASpaceTheRemoteOfAnother() {
        for (String name : List.of("docs", "docs.git", "x/docs.git", "../docs")) {
            assertThat(directory(TEMPLATE, space("other", name)).all())
                    .extracting(mirror -> mirror.url().value())
                    .allMatch(url -> url.endsWith("/other.git"));
        }
    }

    @Test
    void aSpaceWhoseIdIsTooLongForAMirrorHasNone() {
        Space longest = space("x".repeat(64), "a");
        Space tooLong = space("x".repeat(65), "b");
        MirrorDirectory directory = directory(TEMPLATE, longest, tooLong);
        assertThat(directory.all()).extracting(Mirror::space).containsExactly(longest.id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://git.example.org/hunter2.git | must contain {spaceId}",
                "https://git.example.org/hunter2/{spaceName}.git | must contain {spaceId}",
                "https://git.example.org/hunter2/{spaceName}-{spaceId}.git | must have {spaceId} and {spaceName} in different parts of the path",
                "https://git.example.org/hunter2/{tenant}/{spaceId} | has only {spaceId} and {spaceName} as placeholders",
                "https://git.example.org/hunter2/{spaceId}/{} | has only {spaceId} and {spaceName} as placeholders",
                "https://git.example.org/hunter2/{spaceId}/{ | has only {spaceId} and {spaceName} as placeholders",
                "https://git.example.org/hunter2/{spaceId}/{spaceid} | has only {spaceId} and {spaceName} as placeholders",
                "https://{spaceId}.example.org/hunter2/{spaceId} | has placeholders after the host only",
                "https://{spaceName}@example.org/hunter2/{spaceId} | has placeholders after the host only",
                "{spaceId} | has placeholders after the host only",
            })
    void refusesOtherTemplatesAndDoesNotRepeatThem(String template, String rule) {
        assertThatThrownBy(() -> directory(template))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The template of remotes " + rule
                        + ". Expected a URL such as https://git.example.org/wiki/{spaceId}.git")
                .message()
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://u:hunter2@git.example.org/{spaceId} | must not contain credentials; give them to the mirror as a reference",
                "git://git.example.org/hunter2/{spaceId} | must begin with https://, http:// or ssh://",
                "https://git.example.org/hunter2/../{spaceId} | must not have . or .. or control characters in its path",
                "https://git.example.org/{spaceId}?token=hunter2 | must not have a query or a fragment",
            })
    void refusesTemplatesThatAreNoUrlsOfRemotes(String template, String rule) {
        assertThatThrownBy(() -> directory(template))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The URL of a mirror's remote " + rule)
                .message()
                .doesNotContain("hunter2");
    }

    private static String url(String template, String name) {
        return directory(template, space("docs", name)).all().get(0).url().value();
    }

    private static Space space(String id, String name) {
        return new Space(new SpaceId(id), "", name);
    }

    private static MirrorDirectory directory(String template, Space... spaces) {
        return new TemplateMirrorDirectory(template, OPTIONS, new SpaceDirectory() {
            @Override
            public Optional<Space> find(SpaceId id) {
                return Arrays.stream(spaces)
                        .filter(space -> space.id().equals(id))
                        .findFirst();
            }

            @Override
            public List<Space> enabled() {
                return List.of(spaces);
            }
        });
    }
}
