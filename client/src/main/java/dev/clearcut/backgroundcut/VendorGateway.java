package dev.clearcut.backgroundcut;

import dev.clearcut.backgroundcut.model.KeyVariant;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The calls that make a cutout, in the key dialect (the vendor's pages "Basic", "Custom Background"
 * and "Image Reuse"). All are blocking. The free ones repeat themselves after failures that pass;
 * the paid one is sent once. Each ends in a result or in a {@link BackgroundCutException}.
 */
public interface VendorGateway {

  /**
   * Streams a photo into the space of the account, where it stays for at most 2 hours. Free.
   *
   * @param photo a JPEG, PNG, WebP, AVIF or HEIC
   * @param key what it is called there; replaces what has this name
   */
  void upload(Path photo, String key);

  /**
   * Removes the background once and writes every variant to its {@code output_key}. Costs 1 credit
   * whatever the number of variants, and 0.5 for each variant with {@code autocrop}. Sent once,
   * even when it fails: {@link CarefulProcess} knows when it may be sent again.
   *
   * @param inputKey what the photo is called
   * @param variants the results, each with an {@code output_key} of its own
   * @return the output keys, in the order of {@code variants}
   */
  List<String> process(String inputKey, List<KeyVariant> variants);

  /**
   * Mints a URL at which anybody can read a file; it expires within 2 hours. Free.
   *
   * @throws BackgroundCutException.NotThere when there is no such file, or when it is on another
   *     one of the vendor's regional servers
   */
  URI publicUrl(String key);

  /**
   * Streams what a public URL serves into a file, which is there when it is whole, and replaces
   * what was there. Free. No key goes out.
   *
   * @throws BackgroundCutException.NotTaken when it is too large, or not at one of the vendor's
   *     hosts
   */
  void download(URI url, Path file);

  /** How long one {@code process} call may take before its end is no longer waited for. */
  Duration processTimeLimit();
}
