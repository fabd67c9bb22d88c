/// Which rules a machine falls under on a date: an [Item] with its quantities, dated rules as data
/// (`rules/*.yaml`), and an answer of yes, no or unknown with its trace. Not legal advice.
@NullMarked
package bitline.policy;

import org.jspecify.annotations.NullMarked;
