package dev.clearcut.contract.suite;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a test buys. The contract has the prices; a test without this buys nothing. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Costs.All.class)
@interface Costs {

  /** The operation id of what is called. */
  String value();

  /** How many calls of it succeed. */
  int calls() default 1;

  /** How many variants with {@code autocrop} they have in all. */
  int autocrops() default 0;

  /** Several of them. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @interface All {
    Costs[] value();
  }
}
