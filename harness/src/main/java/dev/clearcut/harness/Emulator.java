package dev.clearcut.harness;

import java.math.BigDecimal;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One account at an emulator of BackgroundCut: where a client finds it, and what a test may do to
 * it and ask of it. Nothing that is done here touches other accounts, so tests with accounts of
 * their own may run at the same time.
 */
public final class Emulator {

  private final Admin admin;
  private final String key;
  private final boolean own;
  private final boolean applications;
  private boolean violationsAllowed;

  private Emulator(URI url, String key, boolean own, boolean applications) {
    this.admin = new Admin(url);
    this.key = key;
    this.own = own;
    this.applications = applications;
  }

  /**
   * An account at an emulator that runs already, which nobody else uses at this time.
   *
   * @param url where it is
   * @param key any API key; the account is made on first use
   */
  public static Emulator at(URI url, String key) {
    return new Emulator(url, key, true, false);
  }

  /** An account at an emulator that others use too. */
  static Emulator sharedAt(URI url, String key) {
    return new Emulator(url, key, false, false);
  }

  /** The account that a Quarkus application under test uses. */
  static Emulator ofApplication(URI url, String key, boolean own) {
    return new Emulator(url, key, own, true);
  }

  boolean isApplications() {
    return applications;
  }

  /** The base URL for a client, without a slash at its end. */
  public URI url() {
    return admin.url();
  }

  /** The API key for a client. It is the account's name. */
  public String key() {
    return key;
  }

  /** Whether an emulator answers at this address. */
  public boolean answers() {
    return admin.answers();
  }

  /** What the account can spend. */
  public BigDecimal credits() {
    return admin.get(account()).path("credits").decimalValue();
  }

  /** Sets what the account can spend. */
  public void credits(double credits) {
    admin.send("PUT", account(), Map.of("credits", BigDecimal.valueOf(credits)));
  }

  /**
   * What each account of this emulator can spend, by its key: also those of others. An account is
   * there when it was used or given credits.
   */
  public Map<String, BigDecimal> accounts() {
    Map<String, BigDecimal> all = new LinkedHashMap<>();
    admin
        .get("/mock/accounts")
        .path("accounts")
        .forEach(
            entry -> all.put(entry.path("key").asText(), entry.path("credits").decimalValue()));
    return all;
  }

  /** What the account was charged in all. */
  public BigDecimal charged() {
    return admin.get(account() + "/ledger").path("credits").decimalValue();
  }

  /** The latest charges, oldest first: as many as the emulator keeps, 10,000 by default. */
  public List<Charge> ledger() {
    return Admin.list(admin.get(account() + "/ledger").path("entries"), Charge::of);
  }

  /**
   * Begins a fault for the calls of one operation by this account. It is in force when the effect
   * is named: {@code emulator.on("process").once().afterTheCharge().answer(503)}.
   *
   * @param operation the contract's operation id, such as {@code upload}, {@code process}, {@code
   *     getPublicUrl}, {@code getPublicFile}
   */
  public FaultBuilder on(String operation) {
    return new FaultBuilder(admin, operation, key);
  }

  /** Begins a fault for all calls of this account. */
  public FaultBuilder onEveryCall() {
    return on("*");
  }

  /** Takes back all faults of this account. */
  public void clearFaults() {
    admin.delete("/mock/faults?account=" + Admin.encode(key));
  }

  /** The calls of this account so far. */
  public Calls calls() {
    return calls("*");
  }

  /**
   * The calls of one operation by this account so far.
   *
   * @param operation the contract's operation id, in which {@code *} stands for any characters
   */
  public Calls calls(String operation) {
    return Calls.read(admin, key, operation);
  }

  /** The emulator's clock, by which files, public URLs and signed requests expire. */
  public EmulatorClock clock() {
    return new EmulatorClock(admin, own);
  }

  /**
   * For tests that send what the contract forbids: violations of this account no longer fail the
   * test that it was injected into.
   */
  public void allowViolations() {
    violationsAllowed = true;
  }

  boolean violationsAllowed() {
    return violationsAllowed;
  }

  /**
   * Forgets everything of this account: files, credits, ledger, faults and calls. Calls that are
   * held are not done any more.
   */
  public void reset() {
    admin.send("POST", "/mock/reset?account=" + Admin.encode(key), Map.of());
    violationsAllowed = false;
  }

  /** Forgets everything of all accounts, and sets the clock to the system's time. */
  void resetAll() {
    admin.send("POST", "/mock/reset", Map.of());
    violationsAllowed = false;
  }

  private String account() {
    return "/mock/accounts/" + Admin.encode(key);
  }

  @Override
  public String toString() {
    return "the emulator at " + url() + ", account " + key;
  }
}
