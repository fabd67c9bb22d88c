/// Text in and out: YAML and JSON with positions, the binder that turns maps into records,
/// canonical JSON, JSON Schema. Knows nothing of networks or chips.
@NullMarked
package bitline.text;

import org.jspecify.annotations.NullMarked;
