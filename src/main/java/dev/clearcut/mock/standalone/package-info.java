/**
 * The packaged emulator as a process that tests start: it says where it is as soon as it is ready,
 * and ends with who started it.
 */
package dev.clearcut.mock.standalone;
