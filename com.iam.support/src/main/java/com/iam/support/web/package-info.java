/**
 * What the HTTP server and the web modules have in common: addresses and hosts
 * ({@link com.iam.support.web.FrontSettings}) and the headers of each answer
 * ({@link com.iam.support.web.StandardHeaders}).
 */
package com.iam.support.web;
