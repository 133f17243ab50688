package com.iam.web.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.iam.support.config.InvalidSettingException;
import com.iam.support.config.Settings;

class RequiredModulesTest {

    private static Settings of(Object value) {
        return new Settings(Map.of("requiredModules", value));
    }

    @Test
    void aListMayHaveCommasInsteadOfBrackets() {
        assertThat(RequiredModules.modules(of(new String[] {"login", "admin"}))).containsExactly("login", "admin");
        assertThat(RequiredModules.modules(of("login, admin"))).containsExactly("login", "admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Admin", "login admin", "[", "log.in"})
    void aNameThatNoModuleCanHaveIsRefused(String name) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> RequiredModules.modules(of(new String[] {"login", name})))
                .matches(e -> e.key().equals("requiredModules")).withMessageContaining("'" + name + "'");
    }
}
