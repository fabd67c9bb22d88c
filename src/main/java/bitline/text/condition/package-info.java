/// Conditions that people write, such as `tpp >= 1600 and pd >= 5.92 and market = data_centre`,
/// read once and asked of anything that has named values: an accelerator of the catalogue, an item
/// under a rule. Values may be known within bounds or not at all; the answer is yes, no or unknown.
@NullMarked
package bitline.text.condition;

import org.jspecify.annotations.NullMarked;
