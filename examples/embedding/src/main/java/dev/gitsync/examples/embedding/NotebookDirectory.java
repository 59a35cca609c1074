package dev.gitsync.examples.embedding;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.SpaceDirectory;
import java.util.List;
import java.util.Optional;

/** The notebooks that are served to git: a fixed list. */
public final class NotebookDirectory implements SpaceDirectory {
    private final List<Space> notebooks;

    /** Serves these notebooks. */
    public NotebookDirectory(List<String> names) {
        notebooks = names.stream()
                .sorted()
                .map(name -> new Space(new SpaceId(name), "", name))
                .toList();
    }

    // tag::directory[]
    @Override
    public Optional<Space> find(SpaceId id) {
        return notebooks.stream().filter(space -> space.id().equals(id)).findFirst();
    }

    @Override
    public List<Space> enabled() {
        return notebooks;
    }
    // end::directory[]
}
