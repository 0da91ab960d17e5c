package dev.clearcut.rendition;

import static java.util.function.Predicate.not;

import dev.clearcut.backgroundcut.api.BackgroundRemovalApi;
import dev.clearcut.backgroundcut.api.BackgroundRemovalByFilenameApi;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What the vendor charges, by the contract. */
public final class Prices {

  /** The vendor's operation that is paid for here. */
  public static final String OPERATION = "process";

  private Prices() {}

  /**
   * What each thing adds to the bill when all are bought in one call: the first carries the call's
   * price, each autocrop its surcharge.
   */
  public static <T> Map<T, BigDecimal> ofOneCall(Collection<T> bought, Predicate<T> autocrop) {
    return prices(
        bought,
        autocrop,
        BackgroundRemovalApi.PROCESS_CREDITS_PER_CALL,
        BackgroundRemovalApi.PROCESS_CREDITS_PER_AUTOCROP_VARIANT);
  }

  /** As {@link #ofOneCall}, for a signed call of the filename dialect. */
  public static <T> Map<T, BigDecimal> ofSignedCall(Collection<T> bought, Predicate<T> autocrop) {
    return prices(
        bought,
        autocrop,
        BackgroundRemovalByFilenameApi.PROCESS_IMAGE_PRESIGNED_CREDITS_PER_CALL,
        BackgroundRemovalByFilenameApi.PROCESS_IMAGE_PRESIGNED_CREDITS_PER_AUTOCROP_VARIANT);
  }

  private static <T> Map<T, BigDecimal> prices(
      Collection<T> bought, Predicate<T> autocrop, BigDecimal perCall, BigDecimal perAutocrop) {
    Map<T, BigDecimal> prices = new LinkedHashMap<>();
    BigDecimal call = perCall;
    for (T thing : bought) {
      prices.put(thing, autocrop.test(thing) ? call.add(perAutocrop) : call);
      call = BigDecimal.ZERO;
    }
    return prices;
  }

  public static BigDecimal total(Map<?, BigDecimal> prices) {
    return prices.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** What a request for these need not spend, because some or all of them are here. */
  public static BigDecimal saved(List<Rendition> wanted) {
    return total(wanted).subtract(total(wanted.stream().filter(not(Rendition::isReady)).toList()));
  }

  private static BigDecimal total(List<Rendition> bought) {
    return total(ofOneCall(bought, rendition -> rendition.spec().autocrop()));
  }
}
