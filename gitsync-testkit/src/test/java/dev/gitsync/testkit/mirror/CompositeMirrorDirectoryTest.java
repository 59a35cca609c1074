package dev.gitsync.testkit.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorDirectory;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.model.SpaceId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every other mirror goes to the second directory. */
final class CompositeMirrorDirectoryTest extends MirrorDirectoryContract {
    private final InMemoryMirrorDirectory first = new InMemoryMirrorDirectory();
    private final InMemoryMirrorDirectory second = new InMemoryMirrorDirectory();
    private final MirrorDirectory both = MirrorDirectory.composite(List.of(first, second));
    private int added;

    @Override
    protected MirrorDirectory directory() {
        return both;
    }

    @Override
    protected void add(Mirror mirror) {
        (added++ % 2 == 0 ? first : second).put(mirror);
    }

    @Override
    protected void update(Mirror mirror) {
        (first.find(mirror.id()).isPresent() ? first : second).put(mirror);
    }

    @Override
    protected void remove(MirrorId id) {
        first.remove(id);
        second.remove(id);
    }

    @Test
    void firstDirectoryWinsWhereTwoHaveTheSameId() {
        Mirror ours = mirror("https://git.example.org/ours.git");
        first.put(ours);
        second.put(mirror("https://git.example.org/theirs.git"));
        assertThat(both.all()).containsExactly(ours);
        assertThat(both.find(ours.id())).contains(ours);
    }

    private static Mirror mirror(String url) {
        return new Mirror(new MirrorId("docs"), new SpaceId("docs"), new RemoteUrl(url), Mirror.Options.defaults());
    }
}
