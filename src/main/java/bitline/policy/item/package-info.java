/// Things that are sold, as rules see them: from the catalogue, from described chips, from files of
/// one's own ([bitline.policy.item.Items]); what a rule counts of them
/// ([bitline.policy.item.Counting]); the largest that stays below a class
/// ([bitline.policy.item.Largest]).
@NullMarked
package bitline.policy.item;

import org.jspecify.annotations.NullMarked;
