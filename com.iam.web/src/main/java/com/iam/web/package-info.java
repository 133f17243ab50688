/**
 * What the web modules share: one way to answer requests, with the checks and headers that none of them may leave out;
 * the session cookie; logging in and out.
 *
 * <p>A module derives its servlets from {@link com.iam.web.RestServlet}, {@link com.iam.web.UiServlet} and
 * {@link com.iam.web.FrontServlet}, and has no other code that sees a request.
 */
@Export
@Version("1.0.0")
package com.iam.web;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
