/** The service's OpenAPI document, to which requests are held. */
package dev.clearcut.document;
