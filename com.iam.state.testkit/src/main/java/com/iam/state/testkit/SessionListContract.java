package com.iam.state.testkit;

import static com.iam.state.testkit.States.LONG;
import static com.iam.state.testkit.States.MODULE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import com.iam.state.api.Page;
import com.iam.state.api.SessionEnd;
import com.iam.state.api.SessionInfo;
import com.iam.state.api.SessionState;
import com.iam.state.api.StateKey;
import com.iam.state.api.Timeouts;
import com.iam.state.api.provider.Deadline;
import com.iam.state.api.provider.StateRepository;
import com.iam.state.api.provider.StoredState;
import com.iam.state.api.provider.WriteOutcome;

/** What every repository promises of its lists, counts and limits. Its clock is the real one. */
public abstract class SessionListContract {

    /** An empty repository, the same one throughout a test. */
    protected abstract StateRepository repository();

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    private StoredState created(StoredState state) {
        assertThat(repository().create(state, 0, soon())).isInstanceOf(WriteOutcome.Applied.class);
        return state;
    }

    private List<SessionInfo> sessionsOf(String subject) {
        return all(cursor -> repository().sessionsOf(MODULE, subject, cursor, 3, soon()));
    }

    private static List<SessionInfo> all(Function<Optional<String>, Page<SessionInfo>> pages) {
        List<SessionInfo> items = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<SessionInfo> page = pages.apply(cursor);
            items.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent());
        return items;
    }

    @Test
    void aSubjectsSessionsAreListed() {
        Set<StateKey> alices = new HashSet<>();
        for (int i = 0; i < 7; i++) {
            alices.add(created(States.of("alice")).key());
        }
        StoredState bobs = created(States.of("bob"));
        created(States.anonymous());

        assertThat(sessionsOf("alice")).extracting(SessionInfo::key).hasSize(7).hasSameElementsAs(alices);
        assertThat(sessionsOf("bob")).singleElement().satisfies(info -> {
            assertThat(info.key()).isEqualTo(bobs.key());
            assertThat(info.subject()).contains("bob");
            assertThat(info.createdAt()).isEqualTo(bobs.createdAt());
            assertThat(info.revision()).isEqualTo(1);
            assertThat(info.unreadable()).isEmpty();
        });
        assertThat(sessionsOf("carol")).isEmpty();
    }

    @Test
    void aListFollowsAChangeOfTheSubject() {
        StoredState stored = created(States.anonymous());
        StoredState alices = States.changed(stored, stored.state().withSubject("alice"));
        repository().update(alices, LONG, 0, soon());
        assertThat(sessionsOf("alice")).hasSize(1);

        repository().update(States.changed(alices, alices.state().withSubject("bob")), LONG, 0, soon());
        assertThat(sessionsOf("alice")).isEmpty();
        assertThat(sessionsOf("bob")).hasSize(1);
    }

    @Test
    void aListForgetsWhatWasDeletedOrHasExpired() {
        StoredState deleted = created(States.of("alice"));
        created(States.of(MODULE, SessionState.EMPTY.withSubject("alice"),
                new Timeouts(Duration.ofMillis(500), Duration.ofHours(1))));
        StoredState stays = created(States.of("alice"));
        repository().delete(deleted.key(), SessionEnd.Cause.USER, soon());

        Await.until("the expired one is listed no more", () -> sessionsOf("alice").size() == 1);
        assertThat(sessionsOf("alice")).singleElement().extracting(SessionInfo::key).isEqualTo(stays.key());
        assertThat(repository().count(MODULE, soon())).isEqualTo(1);
        assertThat(all(cursor -> repository().page(MODULE, cursor, 10, soon()))).hasSize(1);
    }

    @Test
    void pagesShowEachSessionExactlyOnce() {
        Set<StateKey> keys = new HashSet<>();
        for (int i = 0; i < 250; i++) {
            keys.add(created(States.of("user" + i % 10)).key());
        }

        List<SessionInfo> listed = all(cursor -> repository().page(MODULE, cursor, 40, soon()));

        assertThat(listed).extracting(SessionInfo::key).doesNotHaveDuplicates().hasSameElementsAs(keys);
        assertThat(repository().count(MODULE, soon())).isEqualTo(250);
    }

    @Test
    void aSubjectHasNoMoreSessionsThanItMay() {
        StoredState oldest = States.of("alice");
        assertThat(repository().create(oldest, 2, soon())).isInstanceOf(WriteOutcome.Applied.class);
        Await.until("the clock moves on", () -> States.now().isAfter(oldest.createdAt()));
        assertThat(repository().create(States.of("alice"), 2, soon())).isInstanceOf(WriteOutcome.Applied.class);

        assertThat(repository().create(States.of("alice"), 2, soon()))
                .isEqualTo(new WriteOutcome.LimitReached(oldest.key().storageId()));
        assertThat(repository().create(States.of("bob"), 2, soon())).isInstanceOf(WriteOutcome.Applied.class);
        StoredState anonymous = created(States.anonymous());
        assertThat(repository().update(States.changed(anonymous, anonymous.state().withSubject("alice")), LONG, 2, soon()))
                .isInstanceOf(WriteOutcome.LimitReached.class);
        assertThat(sessionsOf("alice")).hasSize(2);
    }

    @Test
    void parallelCreationsDoNotExceedTheLimit() throws InterruptedException {
        List<WriteOutcome> outcomes = Parallel.run(12, i -> () -> repository().create(States.of("alice"), 5, soon()));

        assertThat(outcomes).filteredOn(WriteOutcome.Applied.class::isInstance).hasSize(5);
        assertThat(outcomes).filteredOn(WriteOutcome.LimitReached.class::isInstance).hasSize(7);
        assertThat(sessionsOf("alice")).hasSize(5);
    }
}
