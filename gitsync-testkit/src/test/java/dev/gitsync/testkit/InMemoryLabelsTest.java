package dev.gitsync.testkit;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.PageStore;
import dev.gitsync.testkit.label.LabelStoreContract;
import java.util.UUID;

final class InMemoryLabelsTest extends LabelStoreContract {
    private final InMemoryPageStore store = InMemoryPageStore.withLabels();

    @Override
    protected PageStore store() {
        return store;
    }

    @Override
    protected Space newSpace() {
        return new Space(new SpaceId(UUID.randomUUID().toString()), "", "A space");
    }
}
