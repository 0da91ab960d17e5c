package dev.clearcut.mock.imaging;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;

/**
 * What has to be known of a model besides its weights. Of each pixel the model sees {@code (value −
 * mean) / scale}, for red, green and blue, each of them from 0 to 255.
 *
 * @param name for people
 * @param licence of the weights, which nobody may use without one
 * @param source where the weights are from
 * @param sha256 of the file, in hexadecimal
 * @param size the side of the square picture that it takes, in pixels
 * @param mean three numbers
 * @param scale three numbers
 * @param output which of its outputs is the mask, counted from 0
 * @param activation what makes a mask from 0 to 1 of that output
 */
public record ModelCard(
    String name,
    String licence,
    String source,
    String sha256,
    int size,
    List<Double> mean,
    List<Double> scale,
    int output,
    Activation activation) {

  private static final int LARGEST = 4096;
  private static final int CHANNELS = 3;

  /** From an output to a mask. */
  public enum Activation {
    /** The output is the mask. */
    @JsonProperty("none")
    NONE,
    /** The output is what the logistic function makes a mask of. */
    @JsonProperty("sigmoid")
    SIGMOID
  }

  /** Checks that nothing is missing. */
  public ModelCard {
    require(isThere(name), "name is missing: what the model is called.");
    require(
        isThere(licence),
        "licence is missing: nobody may use a model without one. Write down that of the weights,"
            + " such as MIT.");
    require(isThere(source), "source is missing: where the weights are from.");
    require(
        sha256 != null && sha256.matches("[0-9a-f]{64}"),
        "sha256 must be the digest of the file, as 64 hexadecimal digits in lower case.");
    require(
        size >= 1 && size <= LARGEST,
        "size must be the side of the picture that the model takes, in pixels from 1 to 4096.");
    require(isOfColours(mean), "mean must be three numbers.");
    require(
        isOfColours(scale) && !scale.contains(0.0), "scale must be three numbers, none of them 0.");
    require(output >= 0, "output must be the place of the mask among the outputs, from 0.");
    require(activation != null, "activation must be none or sigmoid.");
    mean = List.copyOf(mean);
    scale = List.copyOf(scale);
  }

  private static boolean isThere(String text) {
    return text != null && !text.isBlank();
  }

  private static boolean isOfColours(List<Double> values) {
    return values != null
        && values.size() == CHANNELS
        && values.stream().allMatch(Objects::nonNull);
  }

  private static void require(boolean good, String sentence) {
    if (!good) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
