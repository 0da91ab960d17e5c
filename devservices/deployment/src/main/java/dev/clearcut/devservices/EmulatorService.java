package dev.clearcut.devservices;

import dev.clearcut.harness.EmulatorProcess;
import io.quarkus.deployment.builditem.Startable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An emulator that this application starts, and ends. */
final class EmulatorService implements Startable {

  private final EmulatorConfig config;
  private final Optional<SharedEmulators> shared;
  private EmulatorProcess process;

  /**
   * Not started yet.
   *
   * @param shared where it is offered to others; empty to keep it
   */
  EmulatorService(EmulatorConfig config, Optional<SharedEmulators> shared) {
    this.config = config;
    this.shared = shared;
  }

  @Override
  public void start() {
    List<String> options = new ArrayList<>();
    config
        .credits()
        .ifPresent(credits -> options.add("-Dclearcut.mock.accounts.credits=" + credits));
    config.options().ifPresent(options::addAll);
    process =
        EmulatorProcess.builder()
            .port(config.port())
            .options(options.toArray(String[]::new))
            .start();
    shared.ifPresent(others -> others.offer(process.url(), config));
  }

  @Override
  public String getConnectionInfo() {
    return process.url().toString();
  }

  /** It needs none. */
  @Override
  public String getContainerId() {
    return null;
  }

  @Override
  public void close() {
    shared.ifPresent(SharedEmulators::withdraw);
    process.close();
  }
}
