package com.iam.users.jdbc.internal;

import org.osgi.service.jdbc.DataSourceFactory;

/** A kind of database, and new ones of it. */
interface TestDatabase {

    /** The URL of a new, empty database. */
    String newUrl() throws Exception;

    DirectorySettings.Driver kind();

    DataSourceFactory driver() throws Exception;

    String username();
}
