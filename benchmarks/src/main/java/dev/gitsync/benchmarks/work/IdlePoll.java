package dev.gitsync.benchmarks.work;

import dev.gitsync.GitSync;
import dev.gitsync.benchmarks.report.Outcome;
import dev.gitsync.benchmarks.report.Samples;
import dev.gitsync.jdbi.JdbiPageStore;
import dev.gitsync.jdbi.JdbiRepositoryStore;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.jdbi.PostgresPool;
import dev.gitsync.settings.GitSyncSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * P9: a poll over thousands of spaces in which nothing happens. The scheduler runs as it does in a server, only more often;
 * what is timed is from its first question to the database until the last answer, and the questions are counted. Beside it
 * stands a poll over a tenth of the spaces.
 */
final class IdlePoll implements Work {
    private static final double MOST_MILLIS = 100;
    private static final int MOST_QUERIES = 10;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);

    @Override
    public String row() {
        return "P9";
    }

    @Override
    public List<Outcome> measure(Lab lab) {
        List<Poll> few = polls(lab, lab.sizes().idleSpaces() / 10);
        List<Poll> many = polls(lab, lab.sizes().idleSpaces());
        lab.database().execute("DELETE FROM gitsync_spaces WHERE id LIKE 'idle-%'");
        int queries = many.stream().mapToInt(Poll::queries).max().orElseThrow();
        if (queries > MOST_QUERIES) {
            throw new IllegalStateException("A poll took " + queries + " queries");
        }
        return List.of(Outcome.compared(
                        row(),
                        "a poll over idle spaces: " + lab.sizes().idleSpaces(),
                        millis(many),
                        millis(few),
                        "a tenth of them",
                        Double.POSITIVE_INFINITY)
                .atMost(MOST_MILLIS)
                .with(queries + " queries"));
    }

    private record Question(long nanos) {}

    private record Poll(double millis, int queries) {}

    private static Samples millis(List<Poll> polls) {
        Samples.Series series = Samples.millis();
        polls.forEach(poll -> series.add(poll.millis()));
        return series.samples();
    }

    private static List<Poll> polls(Lab lab, int spaces) {
        lab.database().execute("""
                INSERT INTO gitsync_spaces (id, tenant_id, name, settings)
                SELECT 'idle-' || i, '', 'Idle', '{"gitSync": {"enabled": true}}' FROM generate_series(1, %d) AS i
                ON CONFLICT (id) DO NOTHING""".formatted(spaces));
        lab.database().execute("ANALYZE");
        GitSyncSettings settings = GitSyncSettings.builder()
                .schedule(times -> times.pollInterval(INTERVAL).maintenanceInterval(Duration.ZERO))
                .build();
        Queue<Question> questions = new ConcurrentLinkedQueue<>();
        try (PostgresPool pool = PostgresPool.builder(lab.database().jdbcUrl()).build();
                GitSync engine = GitSync.builder()
                        .spaces(new JdbiSpaces(counted(pool.jdbi(), questions)))
                        .pages(new JdbiPageStore(pool.jdbi()))
                        .repositories(new JdbiRepositoryStore(pool.jdbi()))
                        .settings(settings)
                        .build()) {
            engine.start();
            awaitQuiet(questions);
            return listen(questions, 2 * lab.sizes().runs() + 1);
        }
    }

    /** Until all spaces have had their first look, which is one by one. */
    private static void awaitQuiet(Queue<Question> questions) {
        long end = System.nanoTime() + PATIENCE;
        int quiet = 0;
        while (quiet < 3) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The polls do not come to rest");
            }
            questions.clear();
            LockSupport.parkNanos(INTERVAL.multipliedBy(2).toNanos());
            quiet = questions.size() <= 2 * 3 * MOST_QUERIES ? quiet + 1 : 0;
        }
    }

    /** Questions with less than half an interval between them belong to one poll. */
    private static List<Poll> listen(Queue<Question> questions, int count) {
        questions.clear();
        LockSupport.parkNanos(INTERVAL.multipliedBy(count + 2L).toNanos());
        List<Poll> polls = new ArrayList<>();
        long first = 0;
        long last = 0;
        int queries = 0;
        for (Question question : questions) {
            if (queries > 0 && question.nanos() - last > INTERVAL.toNanos() / 2) {
                polls.add(new Poll((last - first) / 1e6, queries / 2));
                queries = 0;
            }
            first = queries == 0 ? question.nanos() : first;
            last = question.nanos();
            queries++;
        }
        // The first may have been under way already.
        return polls.subList(1, polls.size());
    }

    private static Jdbi counted(Jdbi jdbi, Queue<Question> questions) {
        jdbi.getConfig(SqlStatements.class).setSqlLogger(new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
                questions.add(new Question(System.nanoTime()));
            }

            @Override
            public void logAfterExecution(StatementContext context) {
                questions.add(new Question(System.nanoTime()));
            }
        });
        return jdbi;
    }
}
