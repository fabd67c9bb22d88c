package bitline.text;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a record: every number, switch and choice in it and below it must say where it comes from.
///
/// In the file a map carries `source: text` (published there) or `assumed: why`, which covers all
/// values of that map and of the maps inside it, unless an inner map, or a single value written
/// `{value: 12 nm, source: text}`, says otherwise. What was said is collected as [Evidence] in the
/// component marked [Collected].
///
/// Beside `source` or `assumed` a `grade` may stand, one of [Evidence.Grade]; it goes wherever they
/// go. On a component of text: this text, too, must say where it comes from.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface Sourced {
  /// Whether every value here and below must have a grade.
  boolean graded() default false;
}
