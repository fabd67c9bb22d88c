package bitline.text;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a component is when the file does not give it, written as the file would: `@Default("[]")`,
/// `@Default("1")`. A component that may stay unknown is `@Nullable` instead.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /// The value as YAML.
  String value();
}
