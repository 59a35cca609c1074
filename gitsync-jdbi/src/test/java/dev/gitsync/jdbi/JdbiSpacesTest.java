package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.JdbiSpaces.StoredSpace;
import dev.gitsync.model.PageConventions;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JdbiSpacesTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    private final JdbiSpaces spaces = new JdbiSpaces(DATABASE.jdbi());
    private final SpaceId docs = new SpaceId("docs");
    private final SpaceId hiddenId = new SpaceId("Private_1");

    @BeforeEach
    void empty() {
        DATABASE.jdbi().useHandle(handle -> handle.execute("DELETE FROM gitsync_spaces"));
    }

    @Test
    void namesOnlySpacesThatOptedIn() {
        Space created = spaces.create(docs, "acme", "Docs", true);
        Space hidden = spaces.create(hiddenId, "", "Private", false);

        assertThat(created).isEqualTo(new Space(docs, "acme", "Docs"));
        assertThat(spaces.enabled()).containsExactly(created);
        assertThat(spaces.find(docs)).contains(created);
        assertThat(spaces.find(hiddenId)).isEmpty();
        assertThat(spaces.stored(hiddenId)).contains(new StoredSpace(hidden, false));
        assertThat(spaces.all()).containsExactly(new StoredSpace(hidden, false), new StoredSpace(created, true));
    }

    @Test
    void switchesGitSyncOnAndOff() {
        spaces.create(docs, "", "Docs", false);
        spaces.setGitSync(docs, true);
        assertThat(spaces.find(docs)).isPresent();

        spaces.setGitSync(docs, false);
        assertThat(spaces.find(docs)).isEmpty();
        assertThat(spaces.enabled()).isEmpty();
    }

    @Test
    void leavesTheOtherSettingsOfASpaceAlone() {
        spaces.create(docs, "", "Docs", false);
        settings("{\"theme\": \"dark\", \"gitSync\": {\"enabled\": false, \"branch\": \"main\"}}");
        spaces.setGitSync(docs, true);

        assertThat(settings())
                .isEqualTo("{\"theme\": \"dark\", \"gitSync\": {\"branch\": \"main\", \"enabled\": true}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"gitSync\": true}",
                "{\"gitSync\": null}",
                "{\"gitSync\": {}}",
                "{\"gitSync\": {\"enabled\": \"true\"}}",
                "{\"gitSync\": {\"enabled\": 1}}",
                "{\"gitSync\": [{\"enabled\": true}]}",
                "{\"gitsync\": {\"enabled\": true}}"
            })
    void switchesASpaceOnOnlyForTheExactSetting(String settings) {
        spaces.create(docs, "", "Docs", true);
        settings(settings);
        assertThat(spaces.find(docs)).isEmpty();
        assertThat(spaces.enabled()).isEmpty();

        spaces.setGitSync(docs, true);
        assertThat(spaces.find(docs)).isPresent();
    }

    @Test
    void readsTheConventionsOfEachSpace() {
        Space standard = spaces.create(docs, "", "Docs", true);
        spaces.create(hiddenId, "", "Private", true);
        PageConventions readme = new PageConventions(List.of("README.md", "index.md"), true);

        spaces.setConventions(hiddenId, readme);

        assertThat(spaces.enabled()).containsExactly(new Space(hiddenId, "", "Private", readme), standard);
        assertThat(standard.conventions()).isNull();
    }

    @Test
    void distinguishesNoFolderPagesFromTheDefault() {
        Space standard = spaces.create(docs, "", "Docs", true);
        spaces.setConventions(docs, PageConventions.standard());
        assertThat(spaces.find(docs)).contains(new Space(docs, "", "Docs", PageConventions.standard()));

        spaces.resetConventions(docs);
        assertThat(spaces.find(docs)).contains(standard);
    }

    @Test
    void hidesADeletedSpaceAndReservesItsId() {
        spaces.create(docs, "", "Docs", true);
        spaces.delete(docs);

        assertThat(spaces.find(docs)).isEmpty();
        assertThat(spaces.enabled()).isEmpty();
        assertThat(spaces.stored(docs)).isEmpty();
        assertThat(spaces.all()).isEmpty();
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> spaces.create(docs, "", "Docs again", true))
                .withMessageContaining("docs");
    }

    @Test
    void reportsUnknownSpace() {
        assertThat(spaces.find(docs)).isEmpty();
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> spaces.setGitSync(docs, true))
                .withMessageContaining("docs");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> spaces.setConventions(docs, PageConventions.standard()))
                .withMessageContaining("docs");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> spaces.delete(docs))
                .withMessageContaining("docs");
    }

    private void settings(String settings) {
        DATABASE.jdbi()
                .useHandle(handle -> handle.execute("UPDATE gitsync_spaces SET settings = CAST(? AS jsonb)", settings));
    }

    private String settings() {
        return DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT CAST(settings AS text) FROM gitsync_spaces")
                        .mapTo(String.class)
                        .one());
    }
}
