package com.iam.users.jdbc.internal;

import java.util.concurrent.atomic.AtomicInteger;

import org.h2.util.OsgiDataSourceFactory;
import org.osgi.service.jdbc.DataSourceFactory;

final class H2Database implements TestDatabase {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    @Override
    public String newUrl() {
        return "jdbc:h2:mem:users" + DATABASES.incrementAndGet() + ";DB_CLOSE_DELAY=-1";
    }

    @Override
    public DirectorySettings.Driver kind() {
        return DirectorySettings.Driver.H2;
    }

    @Override
    public DataSourceFactory driver() {
        return new OsgiDataSourceFactory(new org.h2.Driver());
    }

    @Override
    public String username() {
        return "";
    }
}
