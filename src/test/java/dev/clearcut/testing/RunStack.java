package dev.clearcut.testing;

import dev.clearcut.harness.EmulatorProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Two replicas, all that they need, and the packaged emulator as the vendor; see bin/stack. */
final class RunStack {

  private static final String ACCOUNT =
      System.getenv().getOrDefault("CLEARCUT_BACKGROUNDCUT_API_KEY", "stack");
  private static final Path LOG = Path.of("target/emulator.log");

  private RunStack() {}

  /**
   * Starts everything, says where it is, and ends it with this process.
   *
   * @param arguments the emulator's JAR, or the URL of another vendor
   */
  public static void main(String[] arguments) throws InterruptedException {
    try {
      URI vendor =
          arguments[0].startsWith("http") ? URI.create(arguments[0]) : emulator(arguments[0]);
      Stack stack = endWithThis(Stack.start(vendor, ACCOUNT));
      String replica = stack.replica(Map.of()).url().toString();
      stack.replica(Map.of());
      System.out.printf(
          """

          %sVendor        %s

          GET %s/q/openapi says what there is. Ctrl-C ends it all.
          """,
          stack.description(), vendor, replica);
    } catch (RuntimeException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
    new CountDownLatch(1).await();
  }

  private static URI emulator(String jar) {
    EmulatorProcess process = EmulatorProcess.builder().jar(Path.of(jar)).log(LOG).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::close));
    return process.url();
  }

  private static Stack endWithThis(Stack stack) {
    Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
    return stack;
  }
}
