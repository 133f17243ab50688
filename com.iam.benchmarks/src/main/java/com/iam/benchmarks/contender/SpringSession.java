package com.iam.benchmarks.contender;

import java.time.Instant;
import java.util.OptionalInt;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.data.redis.RedisIndexedSessionRepository;
import org.springframework.session.data.redis.RedisSessionRepository;

import com.iam.state.testkit.RedisEndpoint;

/**
 * Spring Session Data Redis on Lettuce, with the serialisation of the JDK, its default. A request does what its servlet
 * filter does. The indexed repository runs without its listener to keyspace events, which spares it work.
 */
public final class SpringSession<T extends Session> implements Contender<String> {

    private final LettuceConnectionFactory connections;
    private final SessionRepository<T> repository;
    private final Runnable stop;

    private SpringSession(LettuceConnectionFactory connections, SessionRepository<T> repository, Runnable stop) {
        this.connections = connections;
        this.repository = repository;
        this.stop = stop;
    }

    static SpringSession<?> hash(RedisEndpoint redis) {
        LettuceConnectionFactory connections = connect(redis);
        RedisSessionRepository repository = new RedisSessionRepository(template(connections));
        repository.setDefaultMaxInactiveInterval(Sample.IDLE_TIMEOUT);
        return of(connections, repository, () -> { });
    }

    static SpringSession<?> indexed(RedisEndpoint redis) {
        LettuceConnectionFactory connections = connect(redis);
        RedisIndexedSessionRepository repository = new RedisIndexedSessionRepository(template(connections));
        repository.setDefaultMaxInactiveInterval(Sample.IDLE_TIMEOUT);
        repository.afterPropertiesSet();
        return of(connections, repository, repository::destroy);
    }

    private static <T extends Session> SpringSession<T> of(LettuceConnectionFactory connections,
            SessionRepository<T> repository, Runnable stop) {
        return new SpringSession<>(connections, repository, stop);
    }

    private static LettuceConnectionFactory connect(RedisEndpoint redis) {
        LettuceConnectionFactory connections = new LettuceConnectionFactory("127.0.0.1", redis.port());
        connections.afterPropertiesSet();
        connections.start();
        return connections;
    }

    private static RedisTemplate<String, Object> template(LettuceConnectionFactory connections) {
        RedisTemplate<String, Object> template = new RedisTemplate<>();
        template.setConnectionFactory(connections);
        template.setKeySerializer(RedisSerializer.string());
        template.setHashKeySerializer(RedisSerializer.string());
        template.setDefaultSerializer(RedisSerializer.java());
        template.afterPropertiesSet();
        return template;
    }

    @Override
    public String create(String user) {
        T session = repository.createSession();
        Sample.attributes().forEach(session::setAttribute);
        session.setAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, user);
        repository.save(session);
        return session.getId();
    }

    @Override
    public void read(String id) {
        repository.save(touched(id));
    }

    @Override
    public void write(String id, String value) {
        T session = touched(id);
        session.setAttribute(Sample.CHANGING, value);
        repository.save(session);
    }

    @Override
    public void delete(String id) {
        repository.deleteById(id);
    }

    @Override
    public OptionalInt list(String user) {
        return repository instanceof FindByIndexNameSessionRepository<?> indexed
                ? OptionalInt.of(indexed.findByPrincipalName(user).size())
                : OptionalInt.empty();
    }

    @Override
    public void close() {
        stop.run();
        connections.destroy();
    }

    private T touched(String id) {
        T session = repository.findById(id);
        session.setLastAccessedTime(Instant.now());
        return session;
    }
}
