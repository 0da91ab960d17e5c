/**
 * What the service's OpenAPI document says beyond what the code says; and requests are held to what
 * it says.
 */
package dev.clearcut.document;
