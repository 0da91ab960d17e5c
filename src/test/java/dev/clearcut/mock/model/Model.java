package dev.clearcut.mock.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the vendor promises of files, credits, tokens and time, in plain collections. Whatever
 * expired or was deleted is forgotten at once, with all that leads to it.
 */
final class Model {

  private static final int LIFETIME = 120;
  private static final int TOKEN_LIFETIME = 5;
  private static final BigDecimal PRICE = new BigDecimal("1.0");
  private static final BigDecimal PRICE_OF_AUTOCROP = new BigDecimal("0.5");

  /**
   * Where a file is.
   *
   * @param vendors whether the vendor named it, so that keys do not reach it
   */
  record Place(String account, boolean vendors, String name) {}

  /**
   * A picture.
   *
   * @param upload what it was uploaded as; null for a result
   * @param cropped whether its size depends on what is in it
   */
  record Picture(Kind kind, Sample upload, int width, int height, boolean cropped) {

    static Picture of(Sample sample) {
      return new Picture(sample.kind(), sample, sample.width(), sample.height(), false);
    }

    boolean readable() {
      return upload == null || upload.readable();
    }
  }

  /** One line of a ledger; {@code at} is in minutes. */
  record Charge(String operation, BigDecimal credits, int at) {}

  /** What a token permits; {@code unique} and {@code variants} are those of a process call. */
  record Token(
      String account, String operation, String unique, List<Wanted> variants, int expiresAt) {}

  private record File(Picture picture, int expiresAt) {}

  private record Link(Place place, int expiresAt) {}

  private static final class Account {
    private BigDecimal credits = new BigDecimal("1000.0");
    private final List<Charge> ledger = new ArrayList<>();
  }

  private final Map<String, Account> accounts = new HashMap<>();
  private final Map<Place, File> files = new HashMap<>();
  private final Map<String, Link> links = new HashMap<>();
  private final Map<String, Token> tokens = new HashMap<>();
  private final Map<String, Place> sessions = new HashMap<>();
  private int now;

  /** The time since the start, in minutes. */
  int now() {
    return now;
  }

  void advance(int minutes) {
    now += minutes;
    forget();
  }

  BigDecimal credits(String account) {
    return account(account).credits;
  }

  void credit(String account, BigDecimal credits) {
    account(account).credits = credits.setScale(Math.max(credits.scale(), PRICE.scale()));
  }

  List<Charge> ledger(String account) {
    return account(account).ledger;
  }

  void reset(String account) {
    accounts.remove(account);
    files.keySet().removeIf(place -> place.account().equals(account));
    tokens.values().removeIf(token -> token.account().equals(account));
    forget();
  }

  /** Whether the dialect takes a file in, before it looks into it. */
  Expected upload(Dialect dialect, Sample sample) {
    return dialect.takes(sample.kind()) ? Expected.OK : dialect.invalidFormat();
  }

  /** The picture at a place. */
  Optional<Picture> find(Place place) {
    return Optional.ofNullable(files.get(place)).map(File::picture);
  }

  void store(Place place, Picture picture) {
    store(place, picture, LIFETIME);
  }

  void store(Place place, Picture picture, int minutes) {
    files.put(place, new File(picture, now + minutes));
  }

  void delete(String account, String pattern) {
    Pattern keys = Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
    files
        .keySet()
        .removeIf(
            place ->
                place.account().equals(account)
                    && !place.vendors()
                    && keys.matcher(place.name()).matches());
    forget();
  }

  void publish(String url, Place place) {
    links.put(url, new Link(place, now + LIFETIME));
  }

  /** What a public URL shows. */
  Optional<Picture> behind(String url) {
    return Optional.ofNullable(links.get(url)).flatMap(link -> find(link.place()));
  }

  /** What a process call is checked for, credits excepted. */
  Expected checkProcess(Dialect dialect, Place input, List<Wanted> variants) {
    Expected body = checkVariants(dialect, variants);
    if (!body.ok()) {
      return body;
    }
    Optional<Picture> picture = find(input);
    if (picture.isEmpty()) {
      return dialect.notFound();
    }
    return dialect.takes(picture.get().kind()) ? Expected.OK : dialect.invalidFormat();
  }

  private static Expected checkVariants(Dialect dialect, List<Wanted> variants) {
    List<Expected> wrong = new ArrayList<>();
    if (variants.isEmpty()
        || variants.stream().anyMatch(wanted -> !dialect.makes(wanted.formatOrDefault()))) {
      wrong.add(Expected.badRequest());
    }
    if (variants.stream().anyMatch(Wanted::hasBadColour)) {
      wrong.add(Expected.refused(400, "InvalidBackgroundColor"));
    }
    if (!wrong.isEmpty()) {
      return Expected.unless(wrong);
    }
    if (variants.stream().map(Wanted::nameOrDefault).distinct().count() < variants.size()) {
      wrong.add(Expected.badRequest());
    }
    Set<String> transparent =
        variants.stream()
            .filter(Wanted::isTransparentJpeg)
            .map(Wanted::format)
            .collect(Collectors.toSet());
    for (String format : transparent) {
      wrong.add(Expected.refused(400, format.equals("jpg") ? "TransparentJpg" : "TransparentJpeg"));
    }
    return Expected.unless(wrong);
  }

  /** A process call: charged when it is answered with 200, and only then. */
  Expected process(
      String operation, String account, Dialect dialect, Place input, List<Wanted> variants) {
    Expected checked = checkProcess(dialect, input, variants);
    if (!checked.ok()) {
      return checked;
    }
    long crops = variants.stream().filter(Wanted::autocrop).count();
    BigDecimal price = PRICE.add(PRICE_OF_AUTOCROP.multiply(BigDecimal.valueOf(crops)));
    return charge(operation, account, price, files.get(input).picture().readable());
  }

  /** The result of a process call. */
  static Picture result(Picture input, Wanted wanted) {
    boolean cropped = input.cropped() || wanted.autocrop();
    Kind kind = Kind.of(wanted.formatOrDefault());
    return new Picture(kind, null, input.width(), input.height(), cropped);
  }

  /** The start of a session. */
  Expected initialize(String operation, String account, Sample image) {
    Expected taken = upload(Dialect.FILENAME, image);
    if (!taken.ok()) {
      return taken;
    }
    return image.readable() ? charge(operation, account, PRICE, true) : Expected.badRequest();
  }

  private Expected charge(String operation, String account, BigDecimal price, boolean succeeds) {
    Account payer = account(account);
    if (payer.credits.compareTo(price) < 0) {
      String detail =
          Expected.refused(402, "InsufficientCredits")
              .detail()
              .replace("1.0", price.toPlainString())
              .replace("0.0", payer.credits.toPlainString());
      return new Expected(402, detail);
    }
    if (!succeeds) {
      return Expected.badRequest();
    }
    payer.credits = payer.credits.subtract(price);
    payer.ledger.add(new Charge(operation, price, now));
    return Expected.OK;
  }

  void open(String session, Place image) {
    sessions.put(session, image);
  }

  /** The image of a session. */
  Optional<Place> session(String name) {
    return Optional.ofNullable(sessions.get(name));
  }

  void sign(String token, String account, String operation, String unique, List<Wanted> variants) {
    tokens.put(token, new Token(account, operation, unique, variants, now + TOKEN_LIFETIME));
  }

  /** What a token permits, unless it was presented before, or is for another operation. */
  Optional<Token> redeem(String token, String operation) {
    return Optional.ofNullable(tokens.remove(token))
        .filter(permitted -> permitted.operation().equals(operation));
  }

  private Account account(String key) {
    return accounts.computeIfAbsent(key, unknown -> new Account());
  }

  private void forget() {
    files.values().removeIf(file -> file.expiresAt() <= now);
    links.values().removeIf(link -> link.expiresAt() <= now || !files.containsKey(link.place()));
    tokens.values().removeIf(token -> token.expiresAt() <= now);
    sessions.values().removeIf(image -> !files.containsKey(image));
  }
}
