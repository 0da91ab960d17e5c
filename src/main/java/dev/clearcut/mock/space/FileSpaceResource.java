package dev.clearcut.mock.space;

import dev.clearcut.backgroundcut.api.FileSpaceApi;
import dev.clearcut.backgroundcut.model.DeleteFilesRequest;
import dev.clearcut.backgroundcut.model.DeleteFilesResult;
import dev.clearcut.backgroundcut.model.PublicUrl;
import dev.clearcut.backgroundcut.model.PublicUrlRequest;
import dev.clearcut.backgroundcut.model.UploadResult;
import dev.clearcut.backgroundcut.model.UploadedByKey;
import dev.clearcut.backgroundcut.model.UploadedByPath;
import dev.clearcut.mock.account.Caller;
import dev.clearcut.mock.contract.Contract;
import dev.clearcut.mock.contract.Sentence;
import dev.clearcut.mock.imaging.ImageFormat;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.smallrye.common.annotation.NonBlocking;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Uploads, public URLs and deletion, in the key and path dialects. */
@UnlessBuildProfile("prod")
public class FileSpaceResource implements FileSpaceApi {

  private final Caller caller;
  private final Spaces spaces;
  private final PublicUrls urls;
  private final Uploads uploads;
  private final Contract contract;

  FileSpaceResource(
      Caller caller, Spaces spaces, PublicUrls urls, Uploads uploads, Contract contract) {
    this.caller = caller;
    this.spaces = spaces;
    this.urls = urls;
    this.uploads = uploads;
    this.contract = contract;
  }

  @Override
  public UploadResult upload(
      Path file, String key, Double expiresInHours, List<Path> files, String uploadPath) {
    boolean byKey = file != null || given(key);
    boolean byPath = files != null && !files.isEmpty() || given(uploadPath);
    if (byKey && byPath) {
      throw contract.badRequest(
          "The parts of two dialects are mixed. Send either file and key, or files and"
              + " upload_path.");
    }
    Duration lifetime = uploads.lifetime(expiresInHours);
    return byPath ? uploadByPath(files, uploadPath, lifetime) : uploadByKey(file, key, lifetime);
  }

  private UploadedByKey uploadByKey(Path file, String key, Duration lifetime) {
    require("file", file != null);
    require("key", given(key));
    uploads.checkKey("key", key);
    ImageFormat format = uploads.detect(file, Dialect.KEY);
    spaces.put(Address.ofKey(caller.account(), key), file, format, lifetime);
    return new UploadedByKey(true);
  }

  private UploadedByPath uploadByPath(List<Path> files, String uploadPath, Duration lifetime) {
    require("files", files != null && !files.isEmpty());
    require("upload_path", given(uploadPath));
    uploads.checkKey("upload_path", uploadPath);
    List<NewFile> uploaded =
        files.stream().map(file -> below(uploadPath.replaceFirst("/+$", ""), file)).toList();
    spaces.put(uploaded, lifetime);
    return new UploadedByPath(uploaded.stream().map(file -> file.address().key()).toList());
  }

  private NewFile below(String path, Path file) {
    ImageFormat format = uploads.detect(file, Dialect.PATH);
    String key = "%s/%s.%s".formatted(path, UUID.randomUUID(), format.extension());
    return new NewFile(Address.ofKey(caller.account(), key), spaces.takeOver(file), format);
  }

  /** An empty text part counts as left out. */
  private static boolean given(String text) {
    return text != null && !text.isEmpty();
  }

  private void require(String part, boolean present) {
    if (!present) {
      throw contract.badRequest("Missing required field: " + part + ".");
    }
  }

  /** Looks into memory only, so it needs no worker thread. */
  @Override
  @NonBlocking
  public PublicUrl getPublicUrl(PublicUrlRequest request) {
    Address address = Address.ofKey(caller.account(), request.key());
    if (spaces.find(address).isEmpty()) {
      throw contract.error(Sentence.FILE_NOT_FOUND_AT_KEY);
    }
    return new PublicUrl(urls.mint(address, address.key()));
  }

  @Override
  public DeleteFilesResult deleteFiles(DeleteFilesRequest request) {
    spaces.delete(caller.account(), request.pattern());
    return new DeleteFilesResult(true);
  }
}
