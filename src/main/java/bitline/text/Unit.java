package bitline.text;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The SI unit in which a number component is kept, and so the units in which a file may write it:
/// `@Unit("F")` reads `1.2 fF`. A number without a unit is refused there. On a list, each element
/// has the unit. [bitline.base.Units] knows the names.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Unit {
  /// One of the names in [bitline.base.Units], such as `m`, `s`, `op/s`; `1` for a plain ratio that
  /// may also be written in percent.
  String value();
}
