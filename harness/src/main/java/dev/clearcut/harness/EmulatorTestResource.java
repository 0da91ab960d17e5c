package dev.clearcut.harness;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Points a REST client of a Quarkus application at an emulator of BackgroundCut:
 *
 * <pre><code>
 * &#64;QuarkusTest
 * &#64;WithTestResource(
 *     value = EmulatorTestResource.class,
 *     initArgs = &#64;ResourceArg(name = "key-property", value = "shop.backgroundcut-key"))
 * class CutoutsTest {
 *   &#64;InjectEmulator Emulator emulator;
 * </code></pre>
 *
 * <p>Arguments:
 *
 * <ul>
 *   <li>{@code key-property}: the property that holds the application's API key. The application
 *       gets an account that nobody has used before.
 *   <li>{@code key}: the API key that the application uses, when no property holds it.
 *   <li>{@code config-key}: that of the REST client; by default {@code backgroundcut}. The property
 *       {@code quarkus.rest-client.<config-key>.url} is set. Several are separated by commas.
 *   <li>{@code own}: {@code true} for an emulator that no other test uses, whose clock may be
 *       moved.
 * </ul>
 */
public final class EmulatorTestResource implements QuarkusTestResourceLifecycleManager {

  private static final String USUAL_CONFIG_KEY = "backgroundcut";

  private String configKeys = USUAL_CONFIG_KEY;
  private String keyProperty;
  private String key;
  private boolean own;
  private EmulatorProcess process;
  private Emulator emulator;

  @Override
  public void init(Map<String, String> arguments) {
    configKeys = arguments.getOrDefault("config-key", USUAL_CONFIG_KEY);
    keyProperty = arguments.get("key-property");
    key = arguments.get("key");
    own = Boolean.parseBoolean(arguments.get("own"));
    if ((keyProperty == null) == (key == null)) {
      throw new IllegalArgumentException(
          "EmulatorTestResource needs one of the arguments key-property, which names the property"
              + " that holds the application's API key, and key, which is the API key itself.");
    }
  }

  @Override
  public Map<String, String> start() {
    String account = key == null ? Emulators.freshKey() : key;
    if (own) {
      process = EmulatorProcess.start();
    }
    emulator = Emulator.ofApplication(own ? process.url() : Emulators.shared(), account, own);
    Map<String, String> settings = new HashMap<>();
    for (String configKey : configKeys.split(",")) {
      settings.put(
          "quarkus.rest-client.%s.url".formatted(configKey.trim()), emulator.url().toString());
    }
    if (keyProperty != null) {
      settings.put(keyProperty, account);
    }
    return settings;
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(
        emulator, new TestInjector.AnnotatedAndMatchesType(InjectEmulator.class, Emulator.class));
  }

  @Override
  public void stop() {
    if (process != null) {
      process.close();
    }
  }
}
