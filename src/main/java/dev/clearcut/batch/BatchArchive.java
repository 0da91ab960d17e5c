package dev.clearcut.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clearcut.api.model.ItemStatus;
import dev.clearcut.archive.ArchiveFile;
import dev.clearcut.archive.Archives;
import dev.clearcut.archive.EntryNames;
import dev.clearcut.download.Download;
import dev.clearcut.photo.PhotoFormat;
import dev.clearcut.rendition.Rendition;
import dev.clearcut.rendition.StoredResult;
import dev.clearcut.rendition.StoredResults;
import dev.clearcut.variant.VariantSpec;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All results of a batch as one ZIP, with a list of what became of each item. */
@Singleton
class BatchArchive {

  private static final String LIST = "manifest.csv";
  private static final String HEADER =
      "position,ref,status,variant,file,size,sha256,credits,problem\r\n";

  private final BatchRepository repository;
  private final StoredResults results;
  private final Archives archives;
  private final Wanted wanted;

  BatchArchive(
      BatchRepository repository, StoredResults results, Archives archives, Wanted wanted) {
    this.repository = repository;
    this.results = results;
    this.archives = archives;
    this.wanted = wanted;
  }

  /**
   * The archive of a batch as it is now. As long as nothing becomes ready, it is the same bytes.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 when there is no such batch
   */
  Download of(String id) {
    BatchEntity batch = repository.get(id);
    Map<String, VariantSpec> variants = wanted.of(batch);
    List<ItemEntity> items = repository.items(id, Optional.empty(), 0, BatchRequests.MOST_ITEMS);
    Map<String, StoredResult> there =
        results.of(
            items.stream()
                .filter(BatchArchive::isReady)
                .flatMap(
                    item ->
                        variants.values().stream().map(spec -> Rendition.id(item.cutoutId, spec)))
                .distinct()
                .toList());
    EntryNames names = new EntryNames(LIST);
    StringBuilder list = new StringBuilder(HEADER);
    List<ArchiveFile> files = new ArrayList<>();
    for (ItemEntity item : items) {
      boolean any = false;
      for (Map.Entry<String, VariantSpec> variant : variants.entrySet()) {
        StoredResult result =
            isReady(item) ? there.get(Rendition.id(item.cutoutId, variant.getValue())) : null;
        if (result != null) {
          String wished = name(item, variant.getKey(), variants.size(), result);
          ArchiveFile file =
              new ArchiveFile(
                  names.next(wished),
                  result.objectKey(),
                  result.sizeBytes(),
                  result.crc32(),
                  result.sha256());
          files.add(file);
          line(list, item, variant.getKey(), file.name(), file.size(), file.sha256());
          any = true;
        }
      }
      if (!any) {
        line(list, item, "", "", "", "");
      }
    }
    return archives.of(
        "%s.zip".formatted(batch.name == null ? batch.id : batch.name),
        LIST,
        list.toString().getBytes(UTF_8),
        files);
  }

  private static boolean isReady(ItemEntity item) {
    return item.status == ItemStatus.READY;
  }

  private static String name(ItemEntity item, String variant, int variants, StoredResult result) {
    String stem = item.ref.replaceFirst("(?<=.)\\.[A-Za-z0-9]{1,5}$", "");
    return "%s%s.%s"
        .formatted(
            stem, variants == 1 ? "" : "-" + variant, PhotoFormat.of(result.format()).extension());
  }

  private static void line(StringBuilder list, ItemEntity item, Object... file) {
    list.append(
            Stream.of(
                    item.position,
                    item.ref,
                    item.status.value(),
                    file[0],
                    file[1],
                    file[2],
                    file[3],
                    item.credits,
                    item.problemDetail == null ? "" : item.problemDetail)
                .map(value -> cell(value.toString()))
                .collect(Collectors.joining(",")))
        .append("\r\n");
  }

  /** As RFC 4180 has it; what a spreadsheet would take for a formula begins with an apostrophe. */
  private static String cell(String value) {
    String safe =
        value.matches("^[=+\\-@\\t\\r].*") && !value.matches("-?[\\d.]+") ? "'" + value : value;
    return safe.matches("(?s).*[\",\\r\\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
