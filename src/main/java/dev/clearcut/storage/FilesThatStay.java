package dev.clearcut.storage;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A walk through files that others may delete meanwhile. */
final class FilesThatStay extends SimpleFileVisitor<Path> {

  /** What is done with each file. */
  interface Visitor {
    void visit(Path file, BasicFileAttributes attributes) throws IOException;
  }

  private final Visitor visitor;

  FilesThatStay(Visitor visitor) {
    this.visitor = visitor;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    if (attributes.isRegularFile()) {
      visitor.visit(file, attributes);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    return continueUnlessGrave(failure);
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
    return continueUnlessGrave(failure);
  }

  private static FileVisitResult continueUnlessGrave(IOException failure) throws IOException {
    if (failure != null && !(failure instanceof NoSuchFileException)) {
      throw failure;
    }
    return FileVisitResult.CONTINUE;
  }
}
