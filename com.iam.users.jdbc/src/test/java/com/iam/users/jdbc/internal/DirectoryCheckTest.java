package com.iam.users.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.UserKind;

class DirectoryCheckTest extends UserDirectoryFixture {

    private final AtomicLong nanos = new AtomicLong();
    private DirectoryCheck check;

    @Override
    TestDatabase database() {
        return new H2Database();
    }

    @BeforeEach
    void create() throws Exception {
        check = new DirectoryCheck(open(settings), nanos::get);
        directory.hasAny(UserKind.END_USER);
    }

    @Test
    void anAnswerIsKeptForSecondsAndABadOneForOne() throws Exception {
        check.check();
        execute("ALTER TABLE login_attempts RENAME TO elsewhere");
        check.check();
        nanos.addAndGet(DirectoryCheck.GOOD_FOR.toNanos());

        assertThatThrownBy(check::check).isInstanceOf(UserDirectoryUnavailableException.class);
        execute("ALTER TABLE elsewhere RENAME TO login_attempts");
        assertThatThrownBy(check::check).isInstanceOf(UserDirectoryUnavailableException.class);

        nanos.addAndGet(DirectoryCheck.BAD_FOR.toNanos());
        check.check();
    }

    @Test
    void oneRowIsWrittenHoweverOftenItIsAsked() throws Exception {
        for (int i = 0; i < 3; i++) {
            check.check();
            nanos.addAndGet(DirectoryCheck.GOOD_FOR.toNanos());
        }

        assertThat(contents("login_attempts")).as("one row of five columns").hasSize(5);
    }
}
