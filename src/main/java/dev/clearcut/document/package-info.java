/** What the service's OpenAPI document says beyond what the code says. */
package dev.clearcut.document;
