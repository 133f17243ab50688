package com.iam.users.jdbc.internal;

import static com.iam.users.api.UserKind.END_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import javax.sql.DataSource;

import org.h2.util.OsgiDataSourceFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.service.jdbc.DataSourceFactory;

import com.iam.configuration.ConfigurationProblem;
import com.iam.users.api.AcceptedTickets;
import com.iam.users.api.UserDirectory;
import com.iam.users.api.UserDirectoryUnavailableException;
import com.iam.users.api.UserKind;

class UserDirectoryComponentTest {

    private static final Map<String, Object> H2_PROPERTIES =
            Map.of(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS, "org.h2.Driver");

    private final DataSourceFactory h2 = new OsgiDataSourceFactory(new org.h2.Driver());
    private final DataSourceFactory unlinkable = new OsgiDataSourceFactory(new org.h2.Driver()) {
        @Override
        public DataSource createDataSource(Properties properties) {
            throw new NoClassDefFoundError("org/h2/Missing");
        }
    };
    @TempDir
    File folder;
    private FakeFramework framework;
    private UserDirectoryComponent component;

    @BeforeEach
    void create() {
        framework = new FakeFramework(new File(folder, "area"));
        framework.properties.put("iam.work", new File(folder, "work").getPath());
        component = new UserDirectoryComponent(framework.context());
    }

    @AfterEach
    void stop() {
        component.stop();
        assertThat(framework.services).isEmpty();
    }

    private static Map<String, Object> settings(String key, Object value) {
        Map<String, Object> settings = new HashMap<>(Map.of("service.pid", "com.iam.users.jdbc", "jdbcUrl", "",
                "username", "", ".password", "", "maximumPoolSize", 2, "connectionTimeoutInMs", 2000,
                "failuresAllowed", 5, "throttleInSeconds", 900));
        settings.put(key, value);
        return settings;
    }

    private UserDirectory directory() {
        assertThat(framework.services(UserDirectory.class)).hasSize(1);
        return framework.services(UserDirectory.class).get(0);
    }

    private ConfigurationProblem problem() {
        assertThat(framework.services(ConfigurationProblem.class)).hasSize(1);
        return framework.services(ConfigurationProblem.class).get(0);
    }

    @Test
    void byDefaultUsersAreKeptInAFileOfTheWorkFolder() {
        component.addDriver(h2, H2_PROPERTIES);
        component.start(null, settings("jdbcUrl", ""));

        assertThat(directory().hasAny(END_USER)).isFalse();
        assertThat(new File(folder, "work/data/users.mv.db")).exists();
    }

    @Test
    void withoutAWorkFolderTheyAreKeptInTheDataAreaOfTheBundle() {
        framework.properties.clear();
        component.addDriver(h2, H2_PROPERTIES);
        component.start(null, settings("jdbcUrl", ""));

        assertThat(directory().hasAny(END_USER)).isFalse();
        assertThat(new File(folder, "area/users.mv.db")).exists();
    }

    @Test
    void theDirectoryWaitsForItsDriverAndGoesWithIt() {
        component.start(null, settings("jdbcUrl", ""));
        assertThat(framework.services).isEmpty();

        component.addDriver(h2, Map.of(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS, "org.other.Driver"));
        assertThat(framework.services).isEmpty();

        component.addDriver(h2, H2_PROPERTIES);
        assertThat(framework.services(UserDirectory.class)).hasSize(1);

        component.removeDriver(h2);
        assertThat(framework.services).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"jdbcUrl, jdbc:oracle:thin:secret", "jdbcUrl, 'jdbc:h2:mem:x;PASSWORD=secret'",
        "jdbcUrl, jdbc:postgresql://h/d?password=secret",
        "jdbcUrl, jdbc:postgresql://iam:secret@h/d", "jdbcUrl, jdbc:postgresql://h/d?sslpassword=secret", "jdbcUrl, jdbc:h2:tcp://iam:secret@h/d", "maximumPoolSize, 0", "connectionTimeoutInMs, 249",
        "failuresAllowed, 0", "throttleInSeconds, 86401", ".password, $[secret:missing]"})
    void aBadSettingIsToldAndThereIsNoDirectory(String key, String value) {
        component.addDriver(h2, H2_PROPERTIES);
        component.start(null, settings(key, value));

        assertThat(framework.services(UserDirectory.class)).isEmpty();
        assertThat(problem().key()).isEqualTo(key);
        assertThat(problem().line()).doesNotContain("secret\"").doesNotContain("=secret").doesNotContain(":secret;");
    }

    @Test
    void aBadSettingLaterKeepsTheDirectoryThatIsThere() {
        component.addDriver(h2, H2_PROPERTIES);
        component.start(null, settings("jdbcUrl", ""));
        UserDirectory before = directory();

        component.configure(settings("maximumPoolSize", "many"));

        assertThat(directory()).isSameAs(before);
        assertThat(problem().consequence()).isEqualTo("the last good configuration stays in force");
        component.configure(settings("jdbcUrl", ""));
        assertThat(directory()).isSameAs(before);
        assertThat(framework.services(ConfigurationProblem.class)).isEmpty();
    }

    @Test
    void newSettingsMakeANewDirectoryBeforeTheOldOneGoes() {
        component.addDriver(h2, H2_PROPERTIES);
        component.start(null, settings("jdbcUrl", "jdbc:h2:mem:before"));
        UserDirectory before = directory();
        before.addIfAbsent(END_USER, "alice", "correct horse");

        component.configure(settings("jdbcUrl", "jdbc:h2:mem:after"));

        String all = "UserDirectory+AcceptedTickets+FinalOutcomes+SessionCutOffs";
        assertThat(framework.journal).containsExactly("+" + all, "+" + all, "-" + all);
        assertThat(directory().hasAny(END_USER)).isFalse();
        assertThatThrownBy(() -> before.hasAny(END_USER)).isInstanceOf(UserDirectoryUnavailableException.class);
    }

    @Test
    void theTicketsThatWereAcceptedAreInTheDatabaseOfTheUsersAndGoWithIt() {
        component.addDriver(h2, H2_PROPERTIES);
        component.start(null, settings("jdbcUrl", "jdbc:h2:mem:tickets"));
        AcceptedTickets before = framework.services(AcceptedTickets.class).get(0);
        assertThat(before.accept("portal", "1", Instant.now())).isTrue();

        component.configure(settings("maximumPoolSize", 3));

        assertThat(framework.services(AcceptedTickets.class)).hasSize(1).doesNotContain(before);
        assertThatThrownBy(() -> before.accept("portal", "2", Instant.now()))
                .isInstanceOf(UserDirectoryUnavailableException.class);
    }

    @Test
    void aDatabaseWithoutDriverIsToldAndTheOldOneStays() {
        component.addDriver(h2, H2_PROPERTIES);
        component.start(null, settings("jdbcUrl", ""));
        UserDirectory before = directory();

        component.configure(settings("jdbcUrl", "jdbc:postgresql://127.0.0.1/users"));

        assertThat(directory()).isSameAs(before);
        assertThat(problem().reason()).contains("org.postgresql.Driver");
    }

    @Test
    void aDriverThatCannotBeLinkedIsToldAndAnotherOneIsTakenLater() {
        component.addDriver(unlinkable, H2_PROPERTIES);
        component.start(null, settings("jdbcUrl", ""));
        assertThat(problem().reason()).contains("the driver does not accept it");

        component.removeDriver(unlinkable);
        component.addDriver(h2, H2_PROPERTIES);

        assertThat(directory().hasAny(END_USER)).isFalse();
        assertThat(framework.services(ConfigurationProblem.class)).isEmpty();
    }

    @Test
    void noUserCanLogInBeforeTheFirstOnesAreThere() {
        component.addDriver(h2, H2_PROPERTIES);
        Map<String, Object> noConfigurationYet = settings("jdbcUrl", "");
        noConfigurationYet.remove("service.pid");
        component.start(null, noConfigurationYet);
        UserDirectory directory = directory();
        assertThatThrownBy(directory::check).isInstanceOf(UserDirectoryUnavailableException.class)
                .hasMessageContaining("first users");
        assertThat(new File(folder, "work/data/users.mv.db")).as("looked at before the settings are known").doesNotExist();

        component.configure(settings("jdbcUrl", ""));

        assertThat(directory()).isSameAs(directory);
        UserDirectoryFixture.eventually(() -> {
            directory.check();
            return true;
        });
        assertThat(directory.hasAny(UserKind.ADMINISTRATOR)).isTrue();
        assertThat(new File(folder, "work/data/users.made")).exists();

        component.configure(settings("jdbcUrl", "jdbc:h2:mem:later"));
        directory().check();
    }
}
