package dev.gitsync.benchmarks.content;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Files that can't be compressed, from 20 kB to 4 MB, ten in a folder. The same size gives the same files. */
public final class Images {
    private static final int LEAST_BYTES = 20_000;
    private static final int MOST_BYTES = 4_000_000;
    private static final int IN_FOLDER = 10;

    private Images() {}

    /** Writes files until they have {@code bytes} bytes, and a page above each folder. Answers how many bytes the files have. */
    public static long write(Path folder, long bytes) {
        SplittableRandom random = new SplittableRandom(bytes);
        long written = 0;
        try {
            for (int i = 0; written < bytes; i++) {
                Path page = folder.resolve("Page " + i / IN_FOLDER);
                if (i % IN_FOLDER == 0) {
                    Files.createDirectories(page);
                    Files.writeString(folder.resolve("Page " + i / IN_FOLDER + ".md"), "Images.\n");
                }
                int size = (int) Math.min(random.nextInt(LEAST_BYTES, MOST_BYTES), bytes - written);
                byte[] image = new byte[size];
                random.nextBytes(image);
                Files.write(page.resolve("image-" + i + ".png"), image);
                written += size;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return written;
    }

    /** Writes one file of {@code bytes} bytes. */
    public static void writeOne(Path file, long bytes) {
        SplittableRandom random = new SplittableRandom(bytes);
        byte[] buffer = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = bytes; left > 0; left -= buffer.length) {
                random.nextBytes(buffer);
                out.write(buffer, 0, (int) Math.min(buffer.length, left));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
