package dev.gitsync.testkit.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.Mirror.Direction;
import dev.gitsync.mirror.Mirror.Options;
import dev.gitsync.mirror.MirrorDirectory;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.model.SpaceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contract tests for {@link MirrorDirectory}. Extend this class for your own directory and run it. */
public abstract class MirrorDirectoryContract {
    /** Creates the contract; for subclasses. */
    protected MirrorDirectoryContract() {}

    /** Returns the directory under test; empty at the start of each test, and the same for every call within a test. */
    protected abstract MirrorDirectory directory();

    /** Adds a mirror to {@link #directory()}. */
    protected abstract void add(Mirror mirror);

    /** Replaces the mirror with the id of {@code mirror}. */
    protected abstract void update(Mirror mirror);

    /** Removes a mirror from {@link #directory()}. */
    protected abstract void remove(MirrorId id);

    @Test
    void hasNoMirrorsAtFirst() {
        assertThat(directory().all()).isEmpty();
        assertThat(directory().find(new MirrorId("docs"))).isEmpty();
    }

    @Test
    void findsAMirrorByItsIdOnly() {
        Mirror mirror = mirror("docs", Options.defaults());
        add(mirror);
        assertThat(directory().find(mirror.id())).contains(mirror);
        assertThat(directory().find(new MirrorId("DOCS"))).isEmpty();
        assertThat(directory().find(new MirrorId("doc"))).isEmpty();
        assertThat(directory().find(new MirrorId("docs_"))).isEmpty();
        assertThat(directory().find(new MirrorId("space-docs"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void keepsEveryOption(Direction direction) {
        Options options = Options.defaults()
                .direction(direction)
                .branch("feature/Übersicht")
                .folder("site/handbook")
                .credentials("env:WIKI_REMOTE")
                .pollInterval(Duration.ofMillis(61_234));
        Mirror mirror = mirror("A-_9".repeat(16), options);
        add(mirror);
        assertThat(directory().all()).containsExactly(mirror);
        assertThat(directory().find(mirror.id())).contains(mirror);
    }

    @Test
    void keepsTheAbsenceOfOptions() {
        Mirror mirror = mirror("docs", Options.defaults());
        add(mirror);
        Options found = directory().find(mirror.id()).orElseThrow().options();
        assertThat(found.credentials()).isEmpty();
        assertThat(found.folder()).isEmpty();
    }

    @Test
    void listsAllMirrorsOrderedById() {
        List<String> ids = List.of("b", "_", "a", "10", "B", "-", "9", "a-b", "aB", "ab");
        ids.forEach(id -> add(mirror(id, Options.defaults())));
        assertThat(directory().all())
                .extracting(mirror -> mirror.id().value())
                .containsExactlyElementsOf(ids.stream().sorted().toList());
    }

    @Test
    void aSpaceMayHaveSeveralMirrors() {
        SpaceId space = new SpaceId("docs");
        List<Mirror> mirrors = IntStream.range(0, 3)
                .mapToObj(i -> new Mirror(
                        new MirrorId("mirror-" + i),
                        space,
                        new RemoteUrl("ssh://git@git.example.org:2222/" + i + ".git"),
                        Options.defaults()))
                .toList();
        mirrors.forEach(this::add);
        assertThat(directory().all()).containsExactlyElementsOf(mirrors);
    }

    @Test
    void aChangeIsSeenByTheNextCall() {
        Mirror first = mirror("docs", Options.defaults());
        Mirror second =
                mirror("docs", Options.defaults().direction(Direction.PULL).credentials("stored"));
        add(first);
        assertThat(directory().all()).containsExactly(first);
        update(second);
        assertThat(directory().all()).containsExactly(second);
        assertThat(directory().find(first.id())).isEqualTo(Optional.of(second));
        remove(first.id());
        assertThat(directory().all()).isEmpty();
        assertThat(directory().find(first.id())).isEmpty();
    }

    private static Mirror mirror(String id, Options options) {
        return new Mirror(
                new MirrorId(id),
                new SpaceId("space-docs"),
                new RemoteUrl("https://git.example.org/docs.git"),
                options);
    }
}
