package dev.gitsync.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdSetsTest {
    private final Repository repository = new InMemoryRepositoryStore()
            .open(new Space(new SpaceId("docs"), "", "Docs"))
            .git();
    private final ObjectReader reader = repository.newObjectReader();

    @AfterEach
    void close() {
        reader.close();
        repository.close();
    }

    @Test
    void holdsASetForEachOwnerLikeAMapOfSets() throws IOException {
        Random random = new Random(1);
        Map<String, TreeSet<String>> expected = new HashMap<>();
        IdSets sets = new IdSets(reader, null);
        for (int i = 0; i < 3_000; i++) {
            String owner = "owner" + (random.nextInt(4) == 0 ? random.nextInt(200) : 0);
            String member = "m" + random.nextInt(400);
            if (random.nextInt(4) == 0) {
                sets.remove(owner, member);
                expected.computeIfAbsent(owner, key -> new TreeSet<>()).remove(member);
            } else {
                sets.add(owner, member);
                expected.computeIfAbsent(owner, key -> new TreeSet<>()).add(member);
            }
            if (i % 500 == 499) {
                try (HintedInserter inserter = HintedInserter.ignoringHints(repository.newObjectInserter())) {
                    sets = new IdSets(reader, sets.write(inserter));
                    inserter.flush();
                }
            }
        }
        for (Map.Entry<String, TreeSet<String>> entry : expected.entrySet()) {
            assertThat(sets.members(entry.getKey())).containsExactlyElementsOf(entry.getValue());
        }
        assertThat(sets.members("stranger")).isEmpty();
    }

    @Test
    void removesASetWithItsLastMember() throws IOException {
        IdSets sets = new IdSets(reader, null);
        for (int i = 0; i < 500; i++) {
            sets.add("owner", "m" + i);
        }
        for (int i = 0; i < 500; i++) {
            sets.remove("owner", "m" + i);
        }
        try (HintedInserter inserter = HintedInserter.ignoringHints(repository.newObjectInserter())) {
            assertThat(sets.write(inserter)).isNull();
        }
    }
}
