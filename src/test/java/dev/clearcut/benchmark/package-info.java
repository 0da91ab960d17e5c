/**
 * The emulator measured beside WireMock standalone ({@code bench/run} starts it), and the service
 * beside the vendor calls that it makes ({@code bench/service}).
 */
package dev.clearcut.benchmark;
