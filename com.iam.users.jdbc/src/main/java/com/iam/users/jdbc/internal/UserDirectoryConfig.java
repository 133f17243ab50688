package com.iam.users.jdbc.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings as an operator sees them. {@link DirectorySettings} is what becomes of them. */
@ObjectClassDefinition(id = UserDirectoryConfig.PID, name = "User directory (JDBC)",
        description = "Keeps users in H2 (embedded) or PostgreSQL.")
@interface UserDirectoryConfig {

    String PID = "com.iam.users.jdbc";

    @AttributeDefinition(name = "JDBC URL", required = false,
            description = "jdbc:h2:… or jdbc:postgresql:…, without a password in it."
                    + " Empty: an H2 file, data/users in the work folder.")
    String jdbcUrl() default "";

    @AttributeDefinition(name = "User name", required = false, description = "Of the database. Empty: none is sent.")
    String username() default "";

    @AttributeDefinition(name = "Password", required = false, type = AttributeType.PASSWORD,
            description = "Of the database.")
    String _password() default "";

    @AttributeDefinition(name = "Maximum pool size", min = "1", max = "100",
            description = "Connections that this instance opens at the most.")
    int maximumPoolSize() default 10;

    @AttributeDefinition(name = "Connection timeout (ms)", min = "250", max = "30000",
            description = "How long a call waits for a connection, and for its turn to check a password.")
    int connectionTimeoutInMs() default 2000;

    @AttributeDefinition(name = "Failures allowed", min = "1", max = "100",
            description = "Failed logins, or wrong one-time codes, in a row for one name before further attempts have to wait.")
    int failuresAllowed() default 5;

    @AttributeDefinition(name = "Longest wait (seconds)", min = "1", max = "86400",
            description = "The wait starts at one second and doubles with each failure, up to this.")
    int throttleInSeconds() default 900;
}
