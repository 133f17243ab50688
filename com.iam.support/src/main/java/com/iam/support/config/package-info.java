/**
 * Settings of components: {@link com.iam.support.config.Settings} reads and checks them,
 * {@link com.iam.support.config.ProblemReporter} publishes what is wrong with them, and
 * {@link com.iam.support.config.ReplacedService} keeps the last good service in force. Begin with {@code Settings}.
 */
package com.iam.support.config;
