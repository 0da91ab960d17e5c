/**
 * An emulator of the BackgroundCut v3 API in tests: {@link dev.clearcut.harness.InjectEmulator} for
 * JUnit, {@link dev.clearcut.harness.EmulatorTestResource} for Quarkus, {@link
 * dev.clearcut.harness.EmulatorProcess} for everything else.
 */
package dev.clearcut.harness;
