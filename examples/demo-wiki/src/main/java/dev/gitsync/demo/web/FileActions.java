package dev.gitsync.demo.web;

import dev.gitsync.demo.files.FileContent;
import dev.gitsync.demo.files.FileDesk;
import dev.gitsync.demo.files.FileNames;
import dev.gitsync.demo.files.FileOutcome;
import dev.gitsync.demo.files.FoundFile;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Uploads;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.wiki.Edit;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.jdbi.JdbiAttachments.AttachmentInfo;
import dev.gitsync.jdbi.JdbiAttachments.Uploaded;
import dev.gitsync.lfs.LargeFiles;
import dev.gitsync.lfs.LfsLock;
import dev.gitsync.model.Change;
import dev.gitsync.model.PageId;
import jakarta.servlet.http.Part;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows the files of pages and spaces, sends them, and takes their forms: upload, replace, rename, move, delete, restore. */
final class FileActions {
    private static final int MAX_VERSIONS = 200;

    private FileActions() {}

    static Reply ofPage(Visit visit) {
        FoundPage page = visit.livePage();
        return list(visit, Owner.of(page));
    }

    static Reply ofSpace(Visit visit) {
        return list(visit, Owner.of(visit.space()));
    }

    private static Reply.View list(Visit visit, Owner owner) {
        return Reply.inSpace(visit, "files", owner.in())
                .with("gallery", Gallery.of(visit, owner.in(), owner.id()))
                .with("trash", visit.wiki().files().stored().trash(owner.in().space(), owner.id()))
                .with("title", owner.title());
    }

    /** The page, or the space itself, whose files are shown or to which one is added. */
    private record Owner(OpenSpace in, @Nullable PageId id, String title) {
        static Owner of(FoundPage page) {
            return new Owner(page.in(), page.id(), page.title());
        }

        static Owner of(OpenSpace space) {
            return new Owner(space, null, space.name());
        }

        String address() {
            return Links.files(in.id(), id);
        }
    }

    static Reply addToPage(Visit visit) {
        return add(visit, Owner.of(visit.writableLivePage()));
    }

    static Reply addToSpace(Visit visit) {
        return add(visit, Owner.of(visit.writableSpace()));
    }

    private static Reply add(Visit visit, Owner owner) {
        return Uploads.isForm(visit.request()) ? addParts(visit, owner) : addBody(visit, owner);
    }

    /** A form with any number of files. Those before one that is refused are stored. */
    private static Reply addParts(Visit visit, Owner owner) {
        List<Part> parts = Uploads.parts(visit, "file");
        if (parts.isEmpty()) {
            return list(visit, owner).problem(422, "Choose a file first.");
        }
        for (Part part : parts) {
            String name = FileNames.ofUpload(String.valueOf(part.getSubmittedFileName()));
            Optional<String> objection = visit.wiki().files().objection(owner.in(), owner.id(), name);
            if (objection.isPresent()) {
                return list(visit, owner).problem(422, objection.get());
            }
            Uploaded contents = Uploads.store(visit, owner.in(), part);
            FileOutcome outcome = create(visit, owner, name, contents);
            if (outcome instanceof FileOutcome.Refused refused) {
                return list(visit, owner).problem(422, refused.sentence());
            }
        }
        return new Reply.Redirect(owner.address());
    }

    /** One file from a script, which gets the Markdown that shows it. */
    private static Reply addBody(Visit visit, Owner owner) {
        Uploads.requireFile(visit.request());
        FileDesk desk = visit.wiki().files();
        String sent = visit.field("name");
        String name = visit.field("free").isEmpty() ? sent : desk.freeName(owner.in(), owner.id(), sent);
        desk.objection(owner.in(), owner.id(), name).ifPresent(FileActions::refuse);
        Uploaded contents = Uploads.store(visit, owner.in());
        FileOutcome outcome = create(visit, owner, name, contents);
        if (outcome instanceof FileOutcome.Saved saved) {
            return new Reply.Text(
                    FileLinks.markdown(visit, owner.in(), saved.now().attachment()));
        }
        refuse(outcome instanceof FileOutcome.Refused refused ? refused.sentence() : "This file exists already.");
        throw HttpProblem.notFound();
    }

    private static void refuse(String sentence) {
        throw new HttpProblem(422, sentence);
    }

    private static FileOutcome create(Visit visit, Owner owner, String name, Uploaded contents) {
        Edit edit = new Edit(visit.account(), 0, visit.field("message"));
        return visit.wiki().files().create(owner.in(), contents.as(owner.id(), name), edit);
    }

    static Reply show(Visit visit) {
        return view(visit, visit.file());
    }

    private static Reply.View view(Visit visit, FoundFile file) {
        OpenSpace space = file.in();
        List<Change> versions =
                visit.wiki().files().stored().revisions(space.space(), file.id(), MAX_VERSIONS, Long.MAX_VALUE);
        String path = visit.wiki()
                .git()
                .paths()
                .paths(space.space(), List.of(file.id()))
                .getOrDefault(file.id(), "");
        Reply.View view = Reply.inSpace(visit, "file", space)
                .with("file", file)
                .with("versions", versions)
                .with("path", path)
                .with("changedLinks", Visit.number(visit.field("links")).orElse(0L));
        return lock(visit, space, path).map(lock -> view.with("lock", lock)).orElse(view);
    }

    private static Optional<LfsLock> lock(Visit visit, OpenSpace space, String path) {
        return path.isEmpty()
                ? Optional.empty()
                : visit.wiki()
                        .git()
                        .gitSync()
                        .largeFiles()
                        .map(LargeFiles::locks)
                        .flatMap(locks -> locks.ofPath(space.id(), path));
    }

    /** The current contents; of a file in the trash, those that it was deleted with. */
    static Reply content(Visit visit) {
        FoundFile file = visit.file();
        return content(visit, file.in(), file.stored());
    }

    private static Reply content(Visit visit, OpenSpace space, AttachmentInfo info) {
        return Reply.File.to(
                visit, FileLinks.content(visit, space, info.attachment().content()));
    }

    /** The contents and name of one version. */
    static Reply version(Visit visit) {
        FoundFile file = visit.file();
        long wanted = Visit.number(visit.segment("version")).orElseThrow(HttpProblem::notFound);
        FileContent content = visit.wiki()
                .files()
                .revision(file, wanted)
                .map(revision -> FileLinks.content(visit, file.in(), revision.content()))
                .orElseThrow(HttpProblem::notFound);
        return Reply.File.to(visit, content);
    }

    static Reply replace(Visit visit) {
        FoundFile file = visit.writableFile();
        Edit edit = edit(visit);
        if (file.version() != edit.expectedVersion()) {
            return reply(visit, new FileOutcome.Stale(file.stored()), () -> view(visit, file));
        }
        List<Part> parts = Uploads.parts(visit, "file");
        if (parts.size() != 1) {
            return view(visit, file).problem(422, "Choose the file that replaces this one.");
        }
        Uploaded contents = Uploads.store(visit, file.in(), parts.get(0));
        return reply(visit, visit.wiki().files().replace(file, contents, edit), () -> view(visit, visit.file()));
    }

    static Reply move(Visit visit) {
        FoundFile file = visit.writableFile();
        FileOutcome outcome = visit.wiki()
                .files()
                .move(file, PageActions.parent(visit), visit.field("name").strip(), edit(visit));
        return reply(visit, outcome, () -> view(visit, visit.file()));
    }

    static Reply delete(Visit visit) {
        FoundFile file = visit.writableFile();
        FileOutcome outcome = visit.wiki().files().delete(file, edit(visit));
        return outcome instanceof FileOutcome.Saved
                ? new Reply.Redirect(Links.files(file.in().id(), file.page()))
                : reply(visit, outcome, () -> view(visit, visit.file()));
    }

    static Reply restore(Visit visit) {
        FoundFile file = visit.writableFile();
        FileOutcome outcome = visit.wiki().files().restore(file, edit(visit));
        return reply(visit, outcome, () -> view(visit, visit.file()));
    }

    private static Edit edit(Visit visit) {
        return PageActions.edit(visit, visit.field("message"));
    }

    private static Reply reply(Visit visit, FileOutcome outcome, Supplier<Reply.View> form) {
        if (outcome instanceof FileOutcome.Saved saved) {
            String file = Links.attachment(
                    visit.space().id(), saved.now().attachment().id());
            return new Reply.Redirect(file + (saved.links() == 0 ? "" : "?links=" + saved.links()));
        } else if (outcome instanceof FileOutcome.Refused refused) {
            return form.get().problem(422, refused.sentence());
        }
        return form.get()
                .problem(409, "Another change of this file was saved first. Check the file below and try again.");
    }
}
