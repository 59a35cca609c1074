package dev.gitsync.internal.server.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private final FairQueue<String> queue = new FairQueue<>();

    @Test
    void servesUsersInTurnHoweverManyItemsOneHas() {
        add("ada", "ada1", "ada2", "ada3", "ada4");
        add("bob", "bob1", "bob2");
        add("eve", "eve1");

        assertThat(all()).containsExactly("ada1", "bob1", "eve1", "ada2", "bob2", "ada3", "ada4");
    }

    @Test
    void skipsItemsThatAreNotEligible() {
        add("ada", "ada1", "ada2");
        add("bob", "bob1");

        assertThat(queue.poll(item -> item.equals("ada2"))).hasValue("ada2");
        assertThat(queue.poll(item -> item.startsWith("eve"))).isEmpty();
        assertThat(all()).containsExactly("bob1", "ada1");
    }

    @Test
    void forgetsAUserWithoutItems() {
        add("ada", "ada1");

        assertThat(queue.remove("ada", "ada1")).isTrue();
        assertThat(queue.remove("ada", "ada1")).isFalse();
        assertThat(queue.size("ada")).isZero();
        assertThat(all()).isEmpty();
    }

    private void add(String user, String... items) {
        for (String item : items) {
            queue.add(user, item);
        }
    }

    private List<String> all() {
        List<String> polled = new ArrayList<>();
        Optional<String> next = queue.poll(item -> true);
        while (next.isPresent()) {
            polled.add(next.get());
            next = queue.poll(item -> true);
        }
        return polled;
    }
}
