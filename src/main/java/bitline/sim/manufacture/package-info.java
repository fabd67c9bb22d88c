/// One manufactured chip, and its cells and converters as a layer meets them. [Manufacture] is the
/// door: row group by row group it draws what the [Devices] are worth under some [Conditions], and
/// puts them together as the engines take them.
@NullMarked
package bitline.sim.manufacture;

import org.jspecify.annotations.NullMarked;
