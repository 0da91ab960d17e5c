package dev.clearcut.devservices;

import io.quarkus.deployment.IsDevServicesSupportedByLaunchMode;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.ApplicationInfoBuildItem;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.dev.devservices.DevServicesConfig;
import io.quarkus.runtime.LaunchMode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/** Gives the application an emulator, unless it names a place where the vendor is. */
@BuildSteps(onlyIf = {IsDevServicesSupportedByLaunchMode.class, DevServicesConfig.Enabled.class})
class EmulatorProcessor {

  static final String FEATURE = "backgroundcut";

  /** What a REST client with the config key {@code backgroundcut} reads. */
  static final String URL = "quarkus.rest-client.backgroundcut.url";

  /** What the client of this project reads, and any other may. */
  static final String KEY = "backgroundcut.key";

  /** The other names of the URL, of which any will do. */
  private static final List<String> URLS =
      List.of(
          URL,
          "quarkus.rest-client.\"backgroundcut\".url",
          "quarkus.rest-client.backgroundcut.uri",
          "quarkus.rest-client.backgroundcut.override-uri",
          "backgroundcut/mp-rest/url",
          "backgroundcut/mp-rest/uri");

  private static final Logger LOG = Logger.getLogger(EmulatorProcessor.class);

  @BuildStep
  FeatureBuildItem feature() {
    return new FeatureBuildItem(FEATURE);
  }

  /** Null when there is nothing to start. */
  @BuildStep
  DevServicesResultBuildItem emulator(
      EmulatorConfig config, LaunchModeBuildItem launch, ApplicationInfoBuildItem application) {
    if (!config.enabled()) {
      LOG.debug("No emulator of BackgroundCut is started: it is switched off.");
      return null;
    }
    Config configured = ConfigProvider.getConfig();
    Optional<String> url = urlIn(configured);
    if (url.isPresent()) {
      LOG.debugf("No emulator of BackgroundCut is started: %s is configured.", url.get());
      return null;
    }
    LaunchMode mode = launch.getLaunchMode();
    String key = key(configured, mode, application.getName());
    Optional<SharedEmulators> shared =
        config.shared() && mode == LaunchMode.DEVELOPMENT
            ? Optional.of(SharedEmulators.ofThisUser())
            : Optional.empty();
    return shared
        .flatMap(others -> others.find(config))
        .map(running -> discovered(running, key))
        .orElseGet(() -> owned(config, shared, key));
  }

  /** Which property says where the vendor is; none when an emulator is wanted. */
  static Optional<String> urlIn(Config config) {
    return URLS.stream()
        .filter(
            name -> {
              String value = config.getConfigValue(name).getValue();
              return value != null && !value.isBlank();
            })
        .findFirst();
  }

  /**
   * The application's own, or one that no other application has. Its beginning has no meaning at
   * the emulator, whatever the name of the application.
   */
  static String key(Config config, LaunchMode mode, String application) {
    return config
        .getOptionalValue(KEY, String.class)
        .orElseGet(() -> mode.getDefaultProfile() + "-" + application.replaceAll("[^!-~]", "-"));
  }

  private static DevServicesResultBuildItem discovered(URI url, String key) {
    LOG.infof("The emulator of BackgroundCut that another application started is at %s.", url);
    return DevServicesResultBuildItem.discovered()
        .feature(FEATURE)
        .config(Map.of(URL, url.toString(), KEY, key))
        .build();
  }

  private static DevServicesResultBuildItem owned(
      EmulatorConfig config, Optional<SharedEmulators> shared, String key) {
    return DevServicesResultBuildItem.owned()
        .feature(FEATURE)
        .serviceConfig(config)
        .startable(() -> new EmulatorService(config, shared))
        .configProvider(Map.of(URL, EmulatorService::getConnectionInfo, KEY, service -> key))
        .build();
  }
}
