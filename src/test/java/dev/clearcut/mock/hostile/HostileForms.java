package dev.clearcut.mock.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Multipart forms that are not quite forms. */
public final class HostileForms {

  private static final String BOUNDARY = "frontier";
  private static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;
  private static final String UPLOAD = "/v3/file-ops/upload/";
  private static final String UPLOAD_IMAGE = "/v3/remove-bg/upload-image/";

  private final String account;
  private final byte[] photo;
  private final List<Random> randoms;
  private final List<Request> all = new ArrayList<>();

  private HostileForms(String account, byte[] photo, List<Random> randoms) {
    this.account = account;
    this.photo = photo;
    this.randoms = randoms;
  }

  /** All of them; {@code photo} is a good one. */
  public static List<Request> all(String account, byte[] photo, List<Random> randoms) {
    HostileForms forms = new HostileForms(account, photo, randoms);
    forms.wrongTypes();
    forms.wrongEnds();
    forms.wrongHeads();
    forms.wrongParts();
    forms.wrongKeys();
    forms.wrongNumbers();
    forms.mutations();
    return forms.all;
  }

  /** An upload in the key dialect, under the key {@code k}. */
  public static Request upload(String what, String account, byte[] image) {
    byte[] file = part(named("file") + "; filename=\"x\"", image);
    return Request.token(what, UPLOAD, account, TYPE, form(file, text("key", "k")));
  }

  private void wrongTypes() {
    byte[] good = form(file("file"), text("key", "k"));
    for (String type :
        List.of(
            "",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"\"",
            "multipart/form-data; boundary=\"frontier",
            "multipart/form-data; boundary=other",
            "multipart/form-data; boundary=frontier; boundary=other",
            "multipart/form-data; boundary=" + "b".repeat(2000),
            "multipart/form-data; charset=utf-16; boundary=frontier",
            "multipart/form-data; charset=no-such-charset; boundary=frontier",
            "multipart/form-data; charset=\"; boundary=frontier",
            "multipart/mixed; boundary=frontier",
            "MULTIPART/FORM-DATA; BOUNDARY=frontier",
            "multipart/form-data;;;; boundary=frontier",
            "multipart/",
            "/",
            ";",
            "application/x-www-form-urlencoded",
            "application/json",
            "image/jpeg",
            "*/*")) {
      add("Content-Type " + type, type, good);
      all.add(Request.bearer("Content-Type " + type, UPLOAD_IMAGE, account, type, good));
    }
    add("urlencoded", "application/x-www-form-urlencoded", "file=x&key=k%zz".getBytes(UTF_8));
  }

  private void wrongEnds() {
    byte[] good = form(file("file"), text("key", "k"));
    add("no body", TYPE, new byte[0]);
    add("no final boundary", TYPE, Arrays.copyOf(good, good.length - BOUNDARY.length() - 6));
    add("only a boundary", TYPE, ("--" + BOUNDARY).getBytes(UTF_8));
    add("only the final boundary", TYPE, ("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
    add("line feeds only", TYPE, new String(good, ISO_8859_1).replace("\r", "").getBytes(UTF_8));
    add("something before", TYPE, concat("preamble\r\n".getBytes(UTF_8), good));
    add("something behind", TYPE, concat(good, good));
    for (Random random : randoms) {
      for (int i = 0; i < 12; i++) {
        add("cut short", TYPE, Arrays.copyOf(good, random.nextInt(good.length)));
      }
    }
  }

  private void wrongHeads() {
    for (String head :
        List.of(
            "",
            "Content-Disposition: form-data",
            "Content-Disposition: form-data; name=",
            "Content-Disposition: form-data; name=\"",
            "Content-Disposition: form-data; name=\"\"",
            "Content-Disposition: attachment; name=\"file\"; filename=\"x\"",
            "Content-Disposition: form-data; filename=\"x\"",
            "Content-Disposition: form-data; name=\"file\"; filename=\"\"",
            "Content-Disposition: form-data; name=\"file\"; filename=\"../../../x\"",
            "Content-Disposition: form-data; name=\"file\"; filename=\"\0\"",
            "Content-Disposition: form-data; name=\"file\"; filename=\"" + "x".repeat(7000) + "\"",
            "Content-Disposition: form-data; name=\"" + "n".repeat(7000) + "\"; filename=\"x\"",
            "Content-Disposition: form-data; name=\"file\"; filename*=UTF-8''%zz",
            "Content-Disposition form-data name file",
            ": form-data",
            "X-Large: " + "x".repeat(100_000),
            "Content-Disposition: form-data; name=\"file\"; filename=\"x\"\r\nContent-Type: ;;;",
            "Content-Disposition: form-data; name=\"file\"; filename=\"x\"\r\nContent-Type:"
                + " text/plain; charset=none",
            "Content-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n"
                + "Content-Transfer-Encoding: base64",
            "Content-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n"
                + "Content-Transfer-Encoding: quoted-printable",
            "Content-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n"
                + "Content-Transfer-Encoding: none-such",
            "Content-Disposition: form-data; name=\"file\"; filename=\"x\"\r\nContent-Type:"
                + " multipart/mixed; boundary=inner",
            "Content-Disposition: form-data; name=\"file\"; filename=\"x\"\r\nContent-Length: -1",
            "A: b\r\n".repeat(5000) + "C: d")) {
      add(
          "part head " + head.substring(0, Math.min(90, head.length())),
          TYPE,
          form(part(head, photo), text("key", "k")));
    }
  }

  private void wrongParts() {
    add("no parts named as asked", TYPE, form(text("a", "b")));
    add("file as text", TYPE, form(text("file", "x"), text("key", "k")));
    add("key as file", TYPE, form(file("file"), file("key")));
    add("files as text", TYPE, form(text("files", "x"), text("upload_path", "p")));
    add("two files", TYPE, form(file("file"), file("file"), text("key", "k")));
    add("two keys", TYPE, form(file("file"), text("key", "k"), text("key", "l")));
    add(
        "both dialects",
        TYPE,
        form(file("file"), text("key", "k"), file("files"), text("upload_path", "p")));
    add(
        "empty file",
        TYPE,
        form(part(named("file") + "; filename=\"x\"", new byte[0]), text("key", "k")));
    add("5000 texts", TYPE, many(text("key", "k"), 5000));
    add("5000 texts of other names", TYPE, many(5000));
    add("2000 files", TYPE, many(part(named("files") + "; filename=\"x\"", new byte[] {1}), 2000));
    add("a text of 20 MB", TYPE, form(file("file"), text("key", "k".repeat(20_000_000))));
    add(
        "a body of 31 MB",
        TYPE,
        form(part(named("file") + "; filename=\"x\"", new byte[31 << 20])));
    byte[] inner = form(file("file"), text("key", "k"));
    add(
        "nested",
        TYPE,
        form(
            part(named("file") + "; filename=\"x\"\r\nContent-Type: " + TYPE, inner),
            text("key", "k")));
    add(
        "nested in itself",
        TYPE,
        form(
            part(named("key") + "\r\nContent-Type: multipart/mixed; boundary=" + BOUNDARY, inner)));
    all.add(Request.bearer("no image", UPLOAD_IMAGE, account, TYPE, form(text("a", "b"))));
    all.add(Request.bearer("image as text", UPLOAD_IMAGE, account, TYPE, form(text("image", "x"))));
    all.add(
        Request.bearer(
            "two images", UPLOAD_IMAGE, account, TYPE, form(file("image"), file("image"))));
  }

  private void wrongKeys() {
    Map<String, String> keys =
        Map.ofEntries(
            Map.entry("with a null byte", "a\0b"),
            Map.entry("of 1025 characters", "k".repeat(1025)),
            Map.entry("of 1024 characters of three bytes", "\u20ac".repeat(1024)),
            Map.entry("of 1024 characters of four bytes", "\ud83d\ude00".repeat(512)),
            Map.entry("of 10000 characters", "k".repeat(10_000)),
            Map.entry("of dots", "../../../../etc/passwd"),
            Map.entry("of slashes", "////"),
            Map.entry("of a dot", "."),
            Map.entry("of two dots", ".."),
            Map.entry("of a space", " "),
            Map.entry("of line ends", "a\r\nb: c"),
            Map.entry("of quotes", "\"'\\"),
            Map.entry("of percents", "%00%2e%zz"),
            Map.entry("of braces", "{token}"),
            Map.entry("of arrows", "\u202e\u0007\u001b[31m"),
            Map.entry("of question marks", "a?b#c"));
    keys.forEach(
        (what, key) -> {
          add("a key " + what, TYPE, form(file("file"), text("key", key)));
          add("a path " + what, TYPE, form(file("files"), text("upload_path", key)));
          all.add(json("URL of a key " + what, "/v3/file-ops/get-public-url/", "key", key));
          all.add(json("deletion of a key " + what, "/v3/file-ops/delete/", "pattern", key));
        });
    for (String charset : List.of("utf-16", "utf-7", "no-such", "\"")) {
      String head = named("key") + "\r\nContent-Type: text/plain; charset=" + charset;
      add("a key in " + charset, TYPE, form(file("file"), part(head, "k\u00e9y".getBytes(UTF_16))));
    }
    add(
        "a key that is not UTF-8",
        TYPE,
        form(file("file"), part(named("key"), new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF})));
  }

  private void wrongNumbers() {
    for (String hours :
        List.of(
            "",
            " ",
            "abc",
            "NaN",
            "Infinity",
            "-Infinity",
            "1e400",
            "-1",
            "-0",
            "0",
            "1e-400",
            "2.0000001",
            "0x1p3",
            "1f",
            "1d",
            "9".repeat(5000),
            "1,5",
            "\u0661",
            "true",
            "null",
            "[]",
            "1e-9")) {
      add(
          "expires_in_hours " + hours.substring(0, Math.min(20, hours.length())),
          TYPE,
          form(file("file"), text("key", "k"), text("expires_in_hours", hours)));
    }
    add(
        "expires_in_hours as file",
        TYPE,
        form(file("file"), text("key", "k"), file("expires_in_hours")));
  }

  /** A good form with a few octets changed, most of them in the heads. */
  private void mutations() {
    byte[] good = form(text("key", "k"), text("expires_in_hours", "1"), file("file"));
    int heads = good.length - photo.length;
    for (Random random : randoms) {
      for (int i = 0; i < 60; i++) {
        byte[] bad = good.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
          bad[random.nextInt(heads)] = (byte) random.nextInt(256);
        }
        add("changed octets", TYPE, bad);
      }
    }
  }

  private void add(String what, String type, byte[] body) {
    all.add(Request.token(what, UPLOAD, account, type, body));
  }

  private Request json(String what, String path, String field, String value) {
    String body = new ObjectMapper().createObjectNode().put(field, value).toString();
    return Request.token(what, path, account, "application/json", body.getBytes(UTF_8));
  }

  private byte[] file(String name) {
    return part(named(name) + "; filename=\"x.png\"\r\nContent-Type: image/png", photo);
  }

  private static byte[] text(String name, String value) {
    return part(named(name), value.getBytes(UTF_8));
  }

  private static String named(String name) {
    return "Content-Disposition: form-data; name=\"" + name + "\"";
  }

  private static byte[] part(String head, byte[] content) {
    return concat(
        ("--" + BOUNDARY + "\r\n" + head + "\r\n\r\n").getBytes(UTF_8),
        content,
        "\r\n".getBytes(UTF_8));
  }

  private static byte[] form(byte[]... parts) {
    return concat(concat(parts), ("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
  }

  private static byte[] many(byte[] part, int times) {
    byte[][] parts = new byte[times][];
    Arrays.fill(parts, part);
    return form(parts);
  }

  private static byte[] many(int times) {
    byte[][] parts = new byte[times][];
    Arrays.setAll(parts, i -> text("name" + i, "x"));
    return form(parts);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
