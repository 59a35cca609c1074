package dev.gitsync.engine;

import dev.gitsync.report.StepObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes the steps that ended, each below those that contained it, such as {@code push client > plan push: done}. */
public final class RecordedSteps implements StepObserver {
    private final ThreadLocal<Deque<String>> open = ThreadLocal.withInitial(ArrayDeque::new);
    private final List<String> ended = new CopyOnWriteArrayList<>();

    @Override
    public Running begin(Step step) {
        Thread thread = Thread.currentThread();
        String name = step.type().name().toLowerCase(Locale.ROOT) + " " + step.kind();
        open.get().addLast(name);
        return ending -> {
            String steps = String.join(" > ", open.get());
            if (thread != Thread.currentThread() || !open.get().removeLast().equals(name)) {
                ended.add("out of order: " + name);
            }
            Throwable failure = ending.failure();
            String cause = failure == null ? "" : " " + failure.getClass().getSimpleName();
            ended.add(steps + ": " + ending.outcome() + cause);
        };
    }

    /** Returns the steps that ended, and keeps them. */
    public List<String> taken() {
        return List.copyOf(ended);
    }

    /** Returns and forgets the steps that ended, in the order of their ends. */
    public List<String> take() {
        List<String> taken = List.copyOf(ended);
        ended.clear();
        return taken;
    }
}
