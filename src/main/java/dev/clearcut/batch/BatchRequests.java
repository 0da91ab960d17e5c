package dev.clearcut.batch;

import dev.clearcut.api.model.BatchRequest;
import dev.clearcut.api.model.ItemRequest;
import dev.clearcut.api.model.VariantsRequest;
import dev.clearcut.download.FileName;
import dev.clearcut.idempotency.RepeatableRequest;
import dev.clearcut.photo.PhotoUrls;
import dev.clearcut.photo.SentPhoto;
import dev.clearcut.problem.CallersJson;
import dev.clearcut.problem.Problems;
import dev.clearcut.variant.VariantSpec;
import dev.clearcut.variant.WantedVariants;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Reads what callers send of batches, or says which field is wrong and why. */
@Singleton
class BatchRequests {

  static final int MOST_ITEMS = 10_000;
  private static final int MOST_PHOTOS = 50;
  private static final int LONGEST_NAME = 255;
  private static final int UNUSABLE = 422;

  private static final String NO_BODY =
      "The body is not a JSON object such as {\"items\": [{\"ref\": \"coffee.jpg\"}]}.";
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
  private static final Pattern SHA_256 = Pattern.compile("sha-256=:([A-Za-z0-9+/]{43}=):(;.*)?");
  private static final Pattern EXTENSION = Pattern.compile("(?=\\.[A-Za-z0-9]{1,5}$)");

  private final CallersJson json;
  private final Batches batches;
  private final WantedVariants wanted;
  private final PhotoUrls urls;

  BatchRequests(Batches batches, WantedVariants wanted, PhotoUrls urls, CallersJson json) {
    this.json = json;
    this.batches = batches;
    this.urls = urls;
    this.wanted = wanted;
  }

  /** Reads the body that opens a batch. */
  BatchRequest parse(String body) {
    BatchRequest request = json.body(body, BatchRequest.class, NO_BODY);
    checkName(request.name());
    return request;
  }

  void checkName(String name) {
    if (name != null
        && (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl))) {
      throw Problems.INVALID_REQUEST.with(
          "name must be at most %d characters, none of them a control character."
              .formatted(LONGEST_NAME));
    }
  }

  /**
   * Checks the items.
   *
   * @throws HttpProblem 400 naming the item that is wrong, 413 when there are too many, 422 when
   *     two references are the same or a URL is none
   */
  void check(List<ItemRequest> items) {
    if (items.isEmpty()) {
      throw Problems.INVALID_REQUEST.with(
          "items is empty. Name each photo that there will be: {\"items\": [{\"ref\":"
              + " \"coffee.jpg\"}]}.");
    }
    if (items.size() > MOST_ITEMS) {
      throw Problems.TOO_LARGE.with(
          "The batch has %d items. Open several batches of at most %d items each."
              .formatted(items.size(), MOST_ITEMS));
    }
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      String ref = items.get(i) == null ? null : items.get(i).ref();
      check(i, ref);
      Integer other = places.putIfAbsent(ref, i);
      if (other != null) {
        throw Problems.DUPLICATE_REF.with(
            "items[%d].ref and items[%d].ref are both \"%s\". Give each item a ref of its own."
                .formatted(other, i, ref));
      }
      checkUrl("items[%d].".formatted(i), items.get(i).imageUrl());
    }
  }

  private void checkUrl(String place, String url) {
    try {
      if (url != null) {
        urls.parse(url);
      }
    } catch (HttpProblem problem) {
      throw Problems.of(problem).orElseThrow().with(place + problem.getDetail());
    }
  }

  private static void check(int place, String ref) {
    if (ref == null || ref.isBlank()) {
      throw Problems.INVALID_REQUEST.with(
          "items[%d].ref is missing; give the item a ref such as \"coffee.jpg\".".formatted(place));
    }
    if (ref.length() > LONGEST_NAME
        || ref.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))
        || ref.equals(".")
        || ref.equals("..")) {
      throw Problems.INVALID_REQUEST.with(
          ("items[%d].ref must be 1 to %d characters, without slashes, backslashes and control"
                  + " characters.")
              .formatted(place, LONGEST_NAME));
    }
  }

  /** Checks that there are photos, and not too many for one request. */
  void checkPhotos(List<FileUpload> images, List<String> imageUrls) {
    if (images.isEmpty() && imageUrls.isEmpty()) {
      throw Problems.INVALID_REQUEST.with(
          "The part \"image\" is missing. Send each photo as a part of its own, for example: curl"
              + " -F image=@one.jpg -F image=@two.jpg -F preset=transparent …");
    }
    imageUrls.forEach(url -> checkUrl("", url));
    if (images.size() + imageUrls.size() > MOST_PHOTOS) {
      throw Problems.TOO_LARGE.with(
          ("The form has %d photos, and one form takes %d. Open the batch with a JSON body that"
               + " names its items, send each photo with PUT /batches/{id}/items/{ref}, and start"
               + " it.")
              .formatted(images.size() + imageUrls.size(), MOST_PHOTOS));
    }
  }

  /** What a form asks to be made of each photo. */
  Map<String, VariantSpec> variants(List<String> presets, String own) {
    List<String> names = presets.stream().flatMap(COMMA::splitAsStream).toList();
    return wanted.resolve(new VariantsRequest(names, wanted.parseVariants(own)));
  }

  RepeatableRequest repeatable(
      List<FileUpload> images,
      List<String> imageUrls,
      String name,
      List<String> presets,
      String own) {
    Stream<String> photos =
        Stream.concat(
            images.stream().flatMap(it -> Stream.of(it.fileName(), sha256(it.uploadedFile()))),
            imageUrls.stream());
    return new RepeatableRequest(
        Optional.empty(),
        Stream.concat(Stream.of("POST /batches", name, String.join("\n", presets), own), photos)
            .toArray(String[]::new));
  }

  /**
   * Opens a batch of photos that are here or are fetched later, and starts it. A photo that is
   * unusable fails alone.
   */
  BatchEntity startAtOnce(
      List<FileUpload> images,
      List<String> imageUrls,
      String name,
      Map<String, VariantSpec> variants) {
    List<String> refs =
        unique(
            Stream.concat(
                    images.stream().map(FileUpload::fileName),
                    imageUrls.stream().map(url -> SentPhoto.nameOf(urls.parse(url))))
                .toList());
    List<ItemRequest> items = new ArrayList<>();
    for (String ref : refs) {
      int url = items.size() - images.size();
      items.add(new ItemRequest(ref, url < 0 ? null : imageUrls.get(url)));
    }
    BatchEntity batch = batches.open(name, variants, items);
    for (int i = 0; i < images.size(); i++) {
      try {
        batches.fill(batch.id, refs.get(i), images.get(i).uploadedFile());
      } catch (HttpProblem problem) {
        if (problem.getStatusCode() != UNUSABLE) {
          throw problem;
        }
        batches.refused(batch.id, refs.get(i), problem);
      }
    }
    return batches.start(batch.id, false);
  }

  /** File names made different from each other: {@code photo.jpg}, {@code photo-2.jpg}. */
  private static List<String> unique(List<String> fileNames) {
    Set<String> taken = new HashSet<>();
    List<String> refs = new ArrayList<>();
    for (String fileName : fileNames) {
      String name = FileName.of(fileName).strip();
      String plain = name.isEmpty() || name.equals(".") || name.equals("..") ? "photo" : name;
      String ref = plain;
      for (int n = 2; !taken.add(ref.toLowerCase(Locale.ROOT)); n++) {
        ref = numbered(plain, n);
      }
      refs.add(ref);
    }
    return refs;
  }

  private static String numbered(String name, int number) {
    String[] parts = EXTENSION.split(name, 2);
    String end = "-" + number + (parts.length > 1 ? parts[1] : "");
    return parts[0].substring(0, Math.min(parts[0].length(), LONGEST_NAME - end.length())) + end;
  }

  /**
   * Compares a photo with {@code Repr-Digest} (RFC 9530). Digests of other algorithms are ignored,
   * as the RFC has it.
   *
   * @throws HttpProblem 400 when it is another one
   */
  void checkDigest(Path photo, List<String> header) {
    for (String digest : header.stream().flatMap(COMMA::splitAsStream).toList()) {
      Matcher sha256 = SHA_256.matcher(digest.strip());
      if (sha256.matches()) {
        String wanted = hex(Base64.getDecoder().decode(sha256.group(1)));
        String is = sha256(photo);
        if (!wanted.equals(is)) {
          throw Problems.INVALID_REQUEST.with(
              ("The photo has the SHA-256 %s, and Repr-Digest says %s. It was damaged on its way:"
                      + " send it again. Nothing was stored.")
                  .formatted(is, wanted));
        }
      } else if (digest.strip().startsWith("sha-256=")) {
        throw Problems.INVALID_REQUEST.with(
            "Repr-Digest must be such as sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:,"
                + " the SHA-256 in base64 between colons.");
      }
    }
  }

  private static String hex(byte[] bytes) {
    return Hex.encodeHexString(bytes);
  }

  private static String sha256(Path file) {
    try {
      return new DigestUtils("SHA-256").digestAsHex(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
