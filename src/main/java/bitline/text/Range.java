package bitline.text;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The closed interval in which a number component must lie, in the component's SI unit. On a list:
/// each element.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
  /// The least value allowed.
  double min() default Double.NEGATIVE_INFINITY;

  /// The greatest value allowed.
  double max() default Double.POSITIVE_INFINITY;
}
