package dev.gitsync.internal.lfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.ContentHash;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LfsPointerTest {
    private static final ContentHash HASH =
            new ContentHash("4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393");
    private static final String VERSION = "version https://git-lfs.github.com/spec/v1\n";
    private static final String OID = "oid sha256:" + HASH + "\n";
    private static final String EXTENSION = "ext-0-foo sha256:" + HASH + "\n";

    @Test
    void writesAndReadsTheExampleOfTheSpecification() {
        LfsPointer pointer = new LfsPointer(HASH, 12_345);
        assertThat(new String(pointer.bytes(), UTF_8)).isEqualTo(VERSION + OID + "size 12345\n");
        assertThat(LfsPointer.parse(pointer.bytes())).contains(pointer);
    }

    @Test
    void readsExtensionsAndTheVersionBeforeTheRelease() {
        assertThat(parse(VERSION + EXTENSION + OID + "size 1\n")).contains(new LfsPointer(HASH, 1));
        assertThat(parse("version https://hawser.github.com/spec/v1\n" + OID + "size 1\n"))
                .isPresent();
    }

    @Test
    void emptyContentsHaveAnEmptyFile() {
        assertThat(new LfsPointer(HASH, 0).bytes()).isEmpty();
        assertThat(LfsPointer.parse(new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                " 1",
                "1 2",
                "0x1",
                "1e3",
                "1.0",
                "1_0",
                "",
                "9223372036854775808",
                "99999999999999999999",
                "١"
            })
    void refusesOtherSizes(String size) {
        assertThat(parse(VERSION + OID + "size " + size + "\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "+1, 1", "0001, 1", "0, 0", "-0, 0", "9223372036854775807, 9223372036854775807"})
    void readsSizesAsGitLfsDoes(String size, long bytes) {
        assertThat(parse(VERSION + OID + "size " + size + "\n")).contains(new LfsPointer(HASH, bytes));
    }

    /** Each of these breaks a clone with git-lfs if the object is missing. */
    @Test
    void readsEveryFormThatGitLfsReads() {
        String pointer = VERSION + OID + "size 1\n";
        for (String other : Arrays.asList(
                pointer,
                pointer.strip(),
                pointer + "\n\n",
                "\n \t\u00a0" + pointer + "\u2003 \n",
                pointer.replace("\n", "\r\n"),
                pointer.replace("\n", "\n\r\n\n"),
                pointer.replace("https://git-lfs.github.com/spec/v1", "http://git-media.io/v/2"),
                EXTENSION.replace('0', '1') + VERSION + EXTENSION + EXTENSION + OID + "size 1",
                VERSION + OID + EXTENSION + "size 1\n")) {
            assertThat(parse(other)).as(other).contains(new LfsPointer(HASH, 1));
        }
    }

    @Test
    void refusesEveryOtherForm() {
        String pointer = VERSION + OID + "size 1\n";
        for (String other : Arrays.asList(
                pointer + "extra 1\n",
                pointer + EXTENSION,
                "\ufeff" + pointer,
                pointer.replace("\n", "\r"),
                pointer.replace("oid ", "oid  "),
                pointer.replace("oid ", "oid\t"),
                pointer.replace("sha256", "sha512"),
                pointer.replace(HASH.value(), HASH.value().toUpperCase(java.util.Locale.ROOT)),
                pointer.replace(HASH.value(), HASH.value().substring(1)),
                pointer.replace("v1", "v2"),
                pointer.replace("https", "http"),
                VERSION + "size 1\n" + OID,
                OID + "size 1\n",
                VERSION + OID,
                VERSION + EXTENSION + EXTENSION.replace("foo", "bar") + OID + "size 1\n",
                VERSION + EXTENSION.replace("sha256", "md5") + OID + "size 1\n")) {
            assertThat(parse(other)).as(other).isEmpty();
        }
    }

    @Test
    void isShorterThan1024Bytes() {
        String pointer = VERSION + EXTENSION.repeat(8) + OID + "size 1\n";
        assertThat(pointer.length()).isLessThan(LfsPointer.MAX_BYTES);
        assertThat(parse(pointer)).isPresent();
        assertThat(parse(VERSION + EXTENSION.repeat(11) + OID + "size 1\n")).isEmpty();
    }

    @Test
    void readsSmallBlobsOnly() throws Exception {
        ObjectInserter inserter = new InMemoryRepository(new DfsRepositoryDescription("pointers")).newObjectInserter();
        LfsPointer pointer = new LfsPointer(HASH, 7);
        var small = inserter.insert(Constants.OBJ_BLOB, pointer.bytes());
        var large = inserter.insert(Constants.OBJ_BLOB, new byte[LfsPointer.MAX_BYTES]);
        assertThat(LfsPointer.read(inserter.newReader(), small)).contains(pointer);
        assertThat(LfsPointer.read(inserter.newReader(), large)).isEmpty();
    }

    private static Optional<LfsPointer> parse(String text) {
        return LfsPointer.parse(text.getBytes(UTF_8));
    }
}
