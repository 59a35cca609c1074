package dev.gitsync.internal.placement;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.PageForm;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses where a page has its file, beside its folder or inside of it:
 *
 * <ol>
 *   <li>The file of a page that has one, or that returns with one, stays as it is.
 *   <li>The file of a new page is beside its folder.
 *   <li>A page without a text that gets one follows the nearest page above it that has a text; at the top, it follows most pages of the
 *       space whose file is in their folder, if there are any. If the name of the page is not free then, the other forms are tried.
 * </ol>
 */
record NewFiles(SpaceIndex index, PageFiles files, FreeNames names) {
    /**
     * Returns the form of the file of a page.
     *
     * @param slot the place of the page
     * @param named the state of the page when it had its name, or null for a new page
     * @param name the name that the page should have
     */
    PageForm form(FreeNames.Slot slot, @Nullable IndexedPage named, String name) throws IOException {
        IndexedPage before = slot.before();
        if (before != null && before.hasFile()) {
            return before.form();
        }
        if (named != null && named.hasFile()) {
            return named.form();
        }
        if (before == null || files.folderPages().isEmpty()) {
            return PageForm.SIBLING;
        }
        for (PageForm form : candidates(slot.place())) {
            if (names.isFree(slot.withForm(form), name)) {
                return form;
            }
        }
        return PageForm.SIBLING;
    }

    private List<PageForm> candidates(@Nullable PageId place) throws IOException {
        List<PageForm> forms = new ArrayList<>(List.of(usual(place), PageForm.SIBLING));
        files.folderPages().forEach(name -> forms.add(PageForm.inner(name)));
        return forms;
    }

    private PageForm usual(@Nullable PageId place) throws IOException {
        for (@Nullable PageId above = place; above != null; ) {
            Optional<IndexedPage> page = index.page(above);
            if (page.filter(IndexedPage::hasFile).isPresent()) {
                return page.get().form();
            }
            above = page.map(IndexedPage::place).orElse(null);
        }
        return index.head().mostInner().orElse(PageForm.SIBLING);
    }
}
