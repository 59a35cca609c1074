package dev.gitsync.internal.plan;

import dev.gitsync.internal.attachment.AttachmentPlan;
import dev.gitsync.internal.attachment.PlannedStep;
import dev.gitsync.internal.work.PlanMemory;
import dev.gitsync.model.Provenance;
import dev.gitsync.store.PageChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The changes of a push to pages, whose provenance is not known yet. */
final class PlanSteps {
    private final PlanRequest request;
    private final List<PlannedStep> changes = new ArrayList<>();
    private final List<PlannedStep> deletions = new ArrayList<>();

    PlanSteps(PlanRequest request) {
        this.request = request;
    }

    /**
     * Adds a step that changes a page.
     *
     * @param bytes the size of its texts, which are held until the plan is carried out
     */
    void add(String subject, long bytes, Function<Provenance, PageChange> change) {
        request.budget().hold(bytes);
        changes.add(new PlannedStep(subject, change));
    }

    /** Adds a step that deletes a page. */
    void delete(String subject, Function<Provenance, PageChange> change) {
        deletions.add(new PlannedStep(subject, change));
    }

    /** Returns all changes to the wiki, with those to attachments in between: pages come first, and their deletions last. */
    List<PageChange> changes(AttachmentPlan.Planned attachments) throws IOException {
        List<PlannedStep> steps = new ArrayList<>(changes);
        steps.addAll(attachments.puts());
        steps.addAll(attachments.deletes());
        steps.addAll(deletions);
        Set<String> subjects = steps.stream().map(PlannedStep::subject).collect(Collectors.toSet());
        Map<String, Provenance> provenance = request.authorship().of(subjects);
        chargeMessages(provenance.values());
        return steps.stream()
                .map(step -> step.change().apply(Objects.requireNonNull(provenance.get(step.subject()))))
                .toList();
    }

    /** Charges the budget for the messages, held until the plan is carried out; changes of one commit share one message. */
    private void chargeMessages(Collection<Provenance> provenance) {
        Set<String> messages = Collections.newSetFromMap(new IdentityHashMap<>());
        provenance.forEach(by -> messages.add(by.message()));
        request.budget().hold(messages.stream().mapToLong(PlanMemory::bytes).sum());
    }
}
