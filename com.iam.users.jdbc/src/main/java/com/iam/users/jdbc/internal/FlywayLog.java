package com.iam.users.jdbc.internal;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Flyway quiet: what it tells is of no use to an operator (URLs, advice to upgrade), and what fails is thrown as
 * well. Flyway makes it by its name.
 */
public final class FlywayLog implements LogCreator, Log {

    private static final Logger LOG = LoggerFactory.getLogger(FlywayLog.class);

    @Override
    public Log createLogger(Class<?> type) {
        return this;
    }

    @Override
    public void debug(String message) {
        LOG.trace("{}", message);
    }

    @Override
    public void info(String message) {
        LOG.debug("{}", message);
    }

    @Override
    public void warn(String message) {
        LOG.debug("{}", message);
    }

    @Override
    public void error(String message) {
        LOG.debug("{}", message);
    }

    @Override
    public void error(String message, Exception e) {
        LOG.debug("{}", message, e);
    }

    @Override
    public void notice(String message) {
        LOG.debug("{}", message);
    }
}
