package dev.clearcut.mock.aicut;

import dev.clearcut.backgroundcut.model.AiCutSession;
import dev.clearcut.mock.account.Account;
import dev.clearcut.mock.clock.Expiring;
import dev.clearcut.mock.clock.Resettable;
import dev.clearcut.mock.contract.Contract;
import dev.clearcut.mock.contract.Incoming;
import dev.clearcut.mock.exchange.CallOwner;
import dev.clearcut.mock.exchange.Cashier;
import dev.clearcut.mock.imaging.ImageFormat;
import dev.clearcut.mock.imaging.ImageHeader;
import dev.clearcut.mock.space.Spaces;
import dev.clearcut.mock.space.Uploads;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** The open sessions. To know the unguessable name of one is enough to work with it. */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class Sessions implements CallOwner, Resettable {

  /** No test needs as many at a time. */
  private static final int AT_MOST = 10_000;

  private final Expiring<Session> sessions = new Expiring<>(AT_MOST, this::isOver);
  private final Spaces spaces;
  private final Uploads uploads;
  private final Cashier cashier;
  private final Contract contract;

  Sessions(Spaces spaces, Uploads uploads, Cashier cashier, Contract contract) {
    this.spaces = spaces;
    this.uploads = uploads;
    this.cashier = cashier;
    this.contract = contract;
  }

  /**
   * Opens a session and charges for it.
   *
   * @param operation the contract's operation id, for the ledger
   */
  AiCutSession open(Account owner, Path image, String operation, BigDecimal price) {
    ImageFormat format = uploads.detectImage(image);
    requireReadable(image);
    String name = UUID.randomUUID().toString();
    try (Account.Reservation reservation = cashier.reserve(owner, price)) {
      sessions.add(name, new Session(owner, uploads.storeImage(owner, image)));
      reservation.charge(operation);
    }
    return new AiCutSession(
        name,
        "uploads/%s/input.%s".formatted(name, format.extension()),
        contract.example("AiCutSession", "bucket"));
  }

  Optional<Session> find(String uniqueFilename) {
    return sessions.find(uniqueFilename);
  }

  private boolean isOver(Session session) {
    return spaces.find(session.image()).isEmpty();
  }

  /** Who paid for the session that a call names, and what its image is called in their space. */
  @Override
  public Optional<Owner> of(Incoming call) {
    return call.texts("unique_filename").stream()
        .flatMap(name -> find(name).stream())
        .findFirst()
        .map(session -> new Owner(session.owner().key(), Optional.of(session.image().key())));
  }

  @Override
  public void reset() {
    sessions.removeIf(any -> true);
  }

  @Override
  public void reset(String account) {
    sessions.removeIf(session -> session.owner().key().equals(account));
  }

  /** Nobody pays for a session with an image that cannot be worked on. */
  private static void requireReadable(Path image) {
    try {
      ImageHeader.read(image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
