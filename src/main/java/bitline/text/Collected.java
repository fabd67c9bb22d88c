package bitline.text;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a component of type `List<Evidence>`: not a key of the file; the binder fills it with the
/// evidence for every value read in this record and below it, in the order of the file.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Collected {}
