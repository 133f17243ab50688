package com.iam.users.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

class InOrderTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(InOrder.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final List<String> done = new ArrayList<>();
    private final InOrder inOrder = new InOrder();

    @BeforeEach
    void attach() {
        logged.start();
        logger.setLevel(Level.ERROR);
        logger.setAdditive(false);
        logger.addAppender(logged);
    }

    @AfterEach
    void detach() {
        logger.detachAppender(logged);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    @Test
    void aStepThatComesWhileAnotherRunsIsRunAfterIt() {
        inOrder.run(() -> {
            inOrder.run(() -> done.add("inner"));
            done.add("outer");
        });

        assertThat(done).containsExactly("outer", "inner");
    }

    @Test
    void aStepThatThrowsIsLoggedAndHoldsUpNobody() {
        inOrder.run(() -> {
            inOrder.run(() -> done.add("waiting"));
            throw new NoClassDefFoundError("org/driver/Missing");
        });
        inOrder.run(() -> done.add("later"));

        assertThat(done).containsExactly("waiting", "later");
        assertThat(logged.list).singleElement()
                .satisfies(line -> assertThat(line.getThrowableProxy().getMessage()).isEqualTo("org/driver/Missing"));
    }
}
