package dev.clearcut.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.contract.Dialect;
import dev.clearcut.testing.Photos;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The file space: uploads in the key and path dialects, public URLs, deletion. */
@VendorTest
class FileSpaceIT {

  private final Vendor vendor;
  private final byte[] photo = Photos.tiny(new Random());

  FileSpaceIT(Vendor vendor) {
    this.vendor = vendor;
  }

  @Test
  void aFileIsServedToEveryoneWhoHasItsPublicUrl() {
    Answer answer = vendor.fetch(vendor.upload("photo.png", photo));

    assertThat(answer.mediaType()).isEqualTo("image/png");
    assertThat(answer.body()).isEqualTo(photo);
  }

  @Test
  void thePathsOfAnUploadComeInTheOrderOfItsParts() {
    byte[] other = Photos.tiny(new Random());

    List<String> paths = vendor.uploadFiles(photo, other);

    assertThat(paths).hasSize(2).doesNotHaveDuplicates();
    List<byte[]> files = paths.stream().map(path -> vendor.fetch(path).body()).toList();
    vendor.observe("UploadedByPath.file_paths: order", order(files, List.of(photo, other)));
    assertThat(files).containsExactly(photo, other);
  }

  @Test
  void aSecondUploadUnderAKeyReplacesTheFirst() {
    vendor.upload("photo.png", photo);
    byte[] second = Photos.tiny(new Random());
    String key = vendor.upload("photo.png", second);

    assertThat(vendor.fetch(key).body()).isEqualTo(second);
  }

  @Test
  void aLifetimeCanBeAskedForInBothDialects() {
    vendor
        .call("upload")
        .in(Dialect.KEY)
        .file("file", photo)
        .text("key", vendor.name("short.png"))
        .text("expires_in_hours", "0.5")
        .send()
        .expect(200);
    vendor
        .call("upload")
        .in(Dialect.PATH)
        .file("files", photo)
        .text("upload_path", vendor.name("short"))
        .text("expires_in_hours", "0.5")
        .send()
        .expect(200);
  }

  @Test
  void filesAreDeletedByPatternWithTheirPublicUrls() {
    String shoe = vendor.upload("shoe/1.png", photo);
    String hat = vendor.upload("hat/1.png", photo);
    String url = vendor.publicUrl(shoe);

    delete("shoe/*");

    askForUrl(shoe).expectError(404);
    vendor.download(url).expectError(404);
    askForUrl(hat).expect(200);
  }

  @Test
  void whereNothingMatchesNothingIsDeleted() {
    delete("nobody/*");
  }

  @Test
  void aFileThatNobodyUploadedIsNotFound() {
    askForUrl(vendor.name("unknown.png")).expectError(404);
  }

  static String order(List<?> seen, List<?> asked) {
    boolean same = seen.size() == asked.size();
    for (int i = 0; same && i < seen.size(); i++) {
      same = Objects.deepEquals(seen.get(i), asked.get(i));
    }
    return same ? "as asked" : "another";
  }

  private Answer askForUrl(String key) {
    return vendor.call("getPublicUrl").json("{'key': '%s'}".formatted(key)).send();
  }

  private void delete(String pattern) {
    vendor
        .call("deleteFiles")
        .json("{'pattern': '%s'}".formatted(vendor.name(pattern)))
        .send()
        .expect(200);
  }
}
