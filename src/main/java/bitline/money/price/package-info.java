/// What sources say that production costs, `prices/*.yaml`, and the one rule by which quotes become
/// intervals. Its door is [Prices]; what a process costs in a year is a [Process]. Dollars of their
/// day.
@NullMarked
package bitline.money.price;

import org.jspecify.annotations.NullMarked;
