package com.iam.users.jdbc.internal;

import java.util.concurrent.atomic.AtomicInteger;

import org.h2.util.OsgiDataSourceFactory;
import org.osgi.service.jdbc.DataSourceFactory;

class H2CodeTest extends CodeContract {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    @Override
    String newUrl() {
        return "jdbc:h2:mem:codes" + DATABASES.incrementAndGet() + ";DB_CLOSE_DELAY=-1";
    }

    @Override
    DirectorySettings.Driver kind() {
        return DirectorySettings.Driver.H2;
    }

    @Override
    DataSourceFactory realDriver() {
        return new OsgiDataSourceFactory(new org.h2.Driver());
    }

    @Override
    String username() {
        return "";
    }
}
