package dev.clearcut.devservices;

import dev.clearcut.harness.Call;
import dev.clearcut.harness.Emulator;
import dev.clearcut.harness.Fault;
import dev.clearcut.harness.FaultBuilder;
import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.DevServicesRegistryBuildItem;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.devui.spi.buildtime.BuildTimeActionBuildItem;
import io.quarkus.devui.spi.buildtime.BuildTimeActionBuildItem.ActionBuilder;
import io.quarkus.devui.spi.page.CardPageBuildItem;
import io.quarkus.devui.spi.page.Page;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The emulator in the Dev UI: where it is, its accounts, their calls, and faults. */
class EmulatorPageProcessor {

  private static final int SHOWN = 100;

  /**
   * What the page shows first.
   *
   * @param url of the emulator
   * @param key of the application
   * @param accounts what each can spend, by its key
   */
  record Overview(URI url, String key, Map<String, BigDecimal> accounts) {

    static Overview of(Emulator account) {
      Map<String, BigDecimal> all = new LinkedHashMap<>();
      // Also before its first call.
      all.put(account.key(), account.credits());
      all.putAll(account.accounts());
      return new Overview(account.url(), account.key(), all);
    }
  }

  @BuildStep(onlyIf = IsLocalDevelopment.class)
  void page(
      List<DevServicesResultBuildItem> services,
      Optional<DevServicesRegistryBuildItem> registry,
      BuildProducer<CardPageBuildItem> pages,
      BuildProducer<BuildTimeActionBuildItem> actions) {
    services.stream()
        .filter(service -> service.getName().equals(EmulatorProcessor.FEATURE))
        .findFirst()
        .ifPresent(
            service -> {
              CardPageBuildItem card = new CardPageBuildItem();
              card.addPage(
                  Page.webComponentPageBuilder()
                      .title("Emulator")
                      .icon("font-awesome-solid:scissors")
                      .componentLink("qwc-backgroundcut-emulator.js")
                      .dynamicLabelJsonRPCMethodName("address"));
              pages.produce(card);
              actions.produce(
                  actions(parameters -> account(settings(service, registry), parameters)));
            });
  }

  /** Known from the beginning if somebody else has started it, and else as soon as it runs. */
  private static Map<String, String> settings(
      DevServicesResultBuildItem service, Optional<DevServicesRegistryBuildItem> registry) {
    return service.isStartable()
        ? registry.orElseThrow().getConfigForAllRunningServices()
        : service.getConfig();
  }

  private static Emulator account(Map<String, String> settings, Map<String, String> parameters) {
    return Emulator.at(
        URI.create(settings.get(EmulatorProcessor.URL)),
        parameters.getOrDefault("account", settings.get(EmulatorProcessor.KEY)));
  }

  private static BuildTimeActionBuildItem actions(Function<Map<String, String>, Emulator> account) {
    BuildTimeActionBuildItem actions = new BuildTimeActionBuildItem();
    action(actions, "address", "Where the emulator of BackgroundCut is")
        .function(later(parameters -> account.apply(parameters).url().toString()))
        .build();
    action(actions, "overview", "The emulator of BackgroundCut: its address, accounts and credits")
        .function(later(parameters -> Overview.of(account.apply(parameters))))
        .build();
    withAccount(actions, "calls", "The latest calls of an account of the emulator, newest first")
        .function(later(parameters -> latest(account.apply(parameters))))
        .build();
    withAccount(actions, "fail", "Has the next call of an account of the emulator fail")
        .parameter("operation", "process, upload, getPublicUrl, …; * is any")
        .parameter("phase", "before: it is not done and not paid; after: it is done and paid")
        .parameter("answer", "a status, 400 to 599, or reset for no answer")
        .function(later(parameters -> fail(account.apply(parameters), parameters).id()))
        .build();
    withAccount(actions, "credits", "Sets what an account of the emulator can spend")
        .parameter("credits", "such as 1.5")
        .function(
            later(
                parameters -> {
                  Emulator emulator = account.apply(parameters);
                  emulator.credits(Double.parseDouble(parameters.get("credits")));
                  return emulator.credits();
                }))
        .build();
    withAccount(actions, "reset", "Makes an account of the emulator as new: files, credits, calls")
        .function(
            later(
                parameters -> {
                  Emulator emulator = account.apply(parameters);
                  emulator.reset();
                  return emulator.credits();
                }))
        .build();
    return actions;
  }

  private static ActionBuilder action(
      BuildTimeActionBuildItem actions, String name, String description) {
    return actions.actionBuilder().methodName(name).description(description);
  }

  private static ActionBuilder withAccount(
      BuildTimeActionBuildItem actions, String name, String description) {
    return action(actions, name, description)
        .parameter("account", "its API key; that of the application when it is left out", false);
  }

  /** The caller's thread must not wait. */
  private static Function<Map<String, String>, CompletableFuture<?>> later(
      Function<Map<String, String>, ?> action) {
    return parameters -> CompletableFuture.supplyAsync(() -> action.apply(parameters));
  }

  private static List<Call> latest(Emulator account) {
    List<Call> all = account.calls().list();
    List<Call> latest = new ArrayList<>(all.subList(Math.max(0, all.size() - SHOWN), all.size()));
    Collections.reverse(latest);
    return latest;
  }

  private static Fault fail(Emulator account, Map<String, String> parameters) {
    FaultBuilder next = account.on(parameters.get("operation")).once();
    FaultBuilder then =
        parameters.get("phase").equals("after") ? next.afterTheCharge() : next.beforeTheWork();
    String answer = parameters.get("answer");
    return answer.equals("reset") ? then.resetConnection() : then.answer(Integer.parseInt(answer));
  }
}
