package dev.gitsync.internal.proposal;

import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.placement.IndexedPageFiles;
import dev.gitsync.internal.tree.Paths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Checks that the index contains every page file that a push changes, deletes or adds. Otherwise the push would change the file but
 * no page, and still succeed.
 */
public final class IndexCheck {
    private final IndexedPageFiles index;
    private final PageFiles files;
    private final List<String> problems = new ArrayList<>();

    public IndexCheck(SpaceIndex index, PageFiles files) {
        this.index = new IndexedPageFiles(index, files);
        this.files = files;
    }

    /** @throws ProposalException if {@code main} and the index differ where the push changes something */
    public void check(TreeChanges changes) throws IOException, ProposalException {
        checkOld(changes.changedFiles().keySet());
        checkOld(changes.goneFiles().keySet());
        for (String file : changes.addedFiles().keySet()) {
            if (files.isPage(file) && hasFile(file)) {
                problem(file, "is not in main, but this server knows a page that has it");
            }
        }
        if (!problems.isEmpty()) {
            throw new ProposalException(problems);
        }
    }

    private void checkOld(Set<String> paths) throws IOException {
        for (String file : paths) {
            if (files.isPage(file) && !hasFile(file)) {
                problem(file, "is in main, but this server does not know which page it is");
            }
        }
    }

    private boolean hasFile(String file) throws IOException {
        return index.page(file).isPresent();
    }

    private void problem(String file, String what) {
        problems.add(Paths.shown(file) + " " + what + ". Ask the operator to repair this space, then push again.");
    }
}
