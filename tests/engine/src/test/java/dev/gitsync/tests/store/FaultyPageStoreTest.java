package dev.gitsync.tests.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.PageChange;
import dev.gitsync.testkit.InMemoryPageStore;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FaultyPageStoreTest {
    private final Space space = new Space(new SpaceId("s"), "", "S");
    private final InMemoryPageStore wiki = new InMemoryPageStore();
    private final FaultyPageStore faulty = new FaultyPageStore(wiki);

    @Test
    void failsOnceAtTheNamedCallAndChangesNothing() {
        faulty.failBefore(Call.APPLY, 2);
        create();
        assertThatExceptionOfType(StoreException.class).isThrownBy(this::create);
        create();

        assertThat(changes()).isEqualTo(2);
        assertThat(faulty.calls(Call.APPLY)).isEqualTo(3);
    }

    @Test
    void losesTheAnswerAfterTheCall() {
        faulty.failAfter(Call.APPLY, 1);
        assertThatExceptionOfType(StoreException.class).isThrownBy(this::create);

        assertThat(changes()).isEqualTo(1);
    }

    @Test
    void runsAnActionBeforeACall() {
        faulty.before(Call.CHANGES, 1, this::create);

        assertThat(changes()).isEqualTo(1);
    }

    @Test
    void clearsAFaultBeforeItFires() {
        faulty.failBefore(Call.APPLY, 1);
        faulty.clearFaults();
        create();

        assertThat(changes()).isEqualTo(1);
    }

    private void create() {
        var content = new PageContent(null, "A", "a");
        var provenance = Provenance.wiki(new Person("Ada", ""), Instant.EPOCH, "");
        var create = new PageChange.Create(faulty.newPageId(space), content, provenance);
        faulty.apply(space, List.of(create), ApplyContext.edit("u"));
    }

    private int changes() {
        return faulty.changes(space, Cursor.START, 10).changes().size();
    }
}
