package com.iam.state.redis.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.StateUnavailableException;
import com.iam.state.api.provider.Deadline;
import com.iam.support.threads.Threads;

/** Acknowledges news, those that came in meanwhile together. One that is lost costs the sender a wait, no more. */
final class AcknowledgingThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AcknowledgingThread.class);
    private static final int AT_A_TIME = 500;
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final ScheduledExecutorService thread = Threads.scheduler("iam-redis-acknowledge");
    private final Queue<News> heard = new ConcurrentLinkedQueue<>();
    private final RedisLink link;
    private final String namespace;
    private final String id;

    AcknowledgingThread(RedisLink link, String namespace, String id) {
        this.link = link;
        this.namespace = namespace;
        this.id = id;
    }

    /** Does not block. */
    void add(News news) {
        heard.add(news);
        try {
            thread.execute(this::acknowledge);
        } catch (RejectedExecutionException e) {
            LOG.debug("The repository has been closed", e);
        }
    }

    private void acknowledge() {
        List<String> words = new ArrayList<>();
        for (News news = heard.poll(); news != null; news = words.size() < 2 * AT_A_TIME ? heard.poll() : null) {
            words.add(KeyLayout.acknowledgements(namespace, news.sender()));
            words.add(Acknowledgements.text(news.number(), id));
        }
        if (words.isEmpty()) {
            return;
        }
        try {
            link.run(Script.TELL, List.of(KeyLayout.modules(namespace)), words, Deadline.after(LIMIT));
        } catch (StateUnavailableException e) {
            LOG.debug("An acknowledgement was not sent: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("News of changes cannot be acknowledged", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
