/**
 * Signed requests: permissions to make one call of the filename dialect without an API key
 * (reference page, "Presigned URL Endpoints").
 */
package dev.clearcut.mock.token;
