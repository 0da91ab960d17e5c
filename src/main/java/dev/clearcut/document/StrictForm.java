package dev.clearcut.document;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Forms to this resource, or method, have the parts that the document says, and no others. For a
 * method of a generated interface it stands on the class: Quarkus REST reads the bindings off the
 * interface.
 */
@NameBinding
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface StrictForm {}
