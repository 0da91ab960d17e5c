package dev.clearcut.contract.suite;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What cannot be asked of the vendor itself, and why. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@interface EmulatorOnly {

  /** The reason; it ends the sentence "Only the emulator is asked: …". */
  String value();
}
