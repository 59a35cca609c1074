package dev.gitsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import org.junit.jupiter.api.Test;

final class InMemorySpaceDirectoryTest {
    private final Space b = new Space(new SpaceId("b"), "", "B");
    private final Space a = new Space(new SpaceId("a"), "", "A");
    private final InMemorySpaceDirectory directory = InMemorySpaceDirectory.of(b, a);

    @Test
    void namesTheSpacesThatTakePartById() {
        assertThat(directory.enabled()).containsExactly(a, b);
        assertThat(directory.find(a.id())).contains(a);
    }

    @Test
    void hidesASpaceThatIsSwitchedOffOrGone() {
        directory.enable(a.id(), false);
        directory.remove(b.id());

        assertThat(directory.enabled()).isEmpty();
        assertThat(directory.find(a.id())).isEmpty();
        assertThat(directory.find(b.id())).isEmpty();
        directory.enable(a.id(), true);
        assertThat(directory.enabled()).containsExactly(a);
    }
}
