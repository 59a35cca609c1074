package dev.gitsync.bench;

import dev.gitsync.format.MarkdownFormat;
import dev.gitsync.format.SafePathNaming;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.model.PageId;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/** A space of pages, ten children to a parent, as a tree and its index in memory. */
final class BenchTree {
    private static final int CHILDREN = 10;

    final PageFiles files = new PageFiles(new MarkdownFormat(), new SafePathNaming());
    final HintedInserter inserter = HintedInserter.ignoringHints(
            new InMemoryRepository(new DfsRepositoryDescription("bench")).newObjectInserter());
    final ObjectReader reader = inserter.newReader();
    final ObjectId tree;
    final ObjectId index;
    /** The pages, parents before children. */
    final List<String> paths = new ArrayList<>();

    BenchTree(int pages) throws IOException {
        TreeEditor editor = new TreeEditor(reader, ObjectId.zeroId());
        SpaceIndex empty = SpaceIndex.read(reader, files.naming(), ObjectId.zeroId());
        for (int i = 0; i < pages; i++) {
            int parent = i == 0 ? -1 : (i - 1) / CHILDREN;
            String title = "Page " + i;
            String path = parent < 0 ? title : paths.get(parent) + "/" + title;
            paths.add(path);
            PageId place = parent < 0 ? null : new PageId("p" + parent);
            empty.put(new IndexedPage(new PageId("p" + i), place, place, title, title, 1, true, false));
            editor.putFile(path + ".md", blob("Text of " + title + "\n"));
        }
        tree = editor.write(inserter);
        index = empty.write(inserter);
        inserter.flush();
    }

    ObjectId blob(String text) throws IOException {
        return inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
    }

    SpaceIndex index() throws IOException {
        return SpaceIndex.read(reader, files.naming(), index);
    }

    /** Returns the tree with another text in {@code changed} files all over it. */
    ObjectId edited(int changed, String text) throws IOException {
        TreeEditor editor = new TreeEditor(reader, tree);
        for (int i = 0; i < changed; i++) {
            editor.putFile(paths.get((i * 7919) % paths.size()) + ".md", blob(text + i + "\n"));
        }
        ObjectId edited = editor.write(inserter);
        inserter.flush();
        return edited;
    }
}
