package com.iam.web;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.iam.state.api.StateTooLargeException;
import com.iam.state.api.StateUnavailableException;
import com.iam.support.audit.LineBudget;
import com.iam.users.api.UserDirectoryUnavailableException;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Answers every request with the security headers, and every failure with a problem that gives nothing away. It is a
 * servlet and no filter, so that no order of bundles can leave it out.
 */
public abstract class SecuredServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(SecuredServlet.class);
    /** Longer than a swap of a repository takes, and short enough for somebody who waits. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /** As much of a body as is read for nothing, in bytes. */
    static final int REST_LIMIT = 2 * 1024 * 1024;
    /** For which a client may keep a thread waiting for its body: ample for the little that requests have. */
    private static final Duration BODY_PATIENCE = Duration.ofSeconds(10);

    private final transient LongSupplier nanoTime;
    /** Clients are told the same as often as they ask. */
    private final transient LineBudget lines = new LineBudget(60, Duration.ofMinutes(1));

    protected SecuredServlet() {
        this(System::nanoTime);
    }

    SecuredServlet(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Any number of threads call. */
    protected abstract Answer answer(HttpServletRequest request);

    @Override
    protected final void service(HttpServletRequest received, HttpServletResponse response) throws IOException {
        HttpServletRequest request = new TimedRequest(received, BODY_PATIENCE, nanoTime);
        SecurityHeaders.apply(request, response);
        Answer answer = answerOrProblem(request);
        if (!isReadToItsEnd(request)) {
            response.setHeader("Connection", "close");
        }
        AnswerWriter.write(answer, request, response);
    }

    /**
     * A request may be refused before its body was read. Answered then, the server would have to close the connection under
     * a client that is already sending its next request there.
     */
    private static boolean isReadToItsEnd(HttpServletRequest request) {
        try {
            InputStream body = request.getInputStream();
            byte[] unused = new byte[8 * 1024];
            int read = 0;
            for (int rest = REST_LIMIT; rest > 0 && read >= 0; rest -= read) {
                read = body.read(unused, 0, Math.min(rest, unused.length));
            }
            return read < 0;
        } catch (IOException | RuntimeException e) {
            LOG.debug("The rest of a request could not be read", e);
            return false;
        }
    }

    private OptionalLong lines() {
        return lines.next(Instant.EPOCH.plusNanos(nanoTime.getAsLong()));
    }

    private static String omitted(long lines) {
        return lines == 0 ? "" : " (before it, " + lines + " such lines were left out)";
    }

    private Answer answerOrProblem(HttpServletRequest request) {
        try {
            return answer(request);
        } catch (ProblemException e) {
            return e.problem();
        } catch (StateUnavailableException e) {
            LOG.debug("A request was put off: the state is not available", e);
            return Problem.unavailable("STATE_UNAVAILABLE",
                    "Sessions cannot be reached for a moment. Nobody was logged out.", RETRY_AFTER);
        } catch (StateTooLargeException e) {
            lines().ifPresent(omitted -> LOG.warn("A request was refused: {}{}", e.getMessage(), omitted(omitted)));
            return new Problem(413, "STATE_TOO_LARGE", "Too much for one session",
                    "The session cannot hold that much. It is as it was before.");
        } catch (UserDirectoryUnavailableException e) {
            LOG.debug("A request was put off: the user directory is not available", e);
            return Problem.unavailable("DIRECTORY_UNAVAILABLE", "Users cannot be looked up for a moment.",
                    RETRY_AFTER);
        } catch (RuntimeException | LinkageError e) {
            // A LinkageError: a bundle was replaced under the request.
            String incident = UUID.randomUUID().toString();
            lines().ifPresent(omitted -> LOG.error("Incident {} in {}{}", incident, getClass().getSimpleName(), omitted(omitted), e));
            return new Problem(500, "INTERNAL_ERROR", "Something went wrong",
                    "The operators find the cause in the log under incident " + incident + ".");
        }
    }
}
