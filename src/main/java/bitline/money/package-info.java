/// What a chip costs to make: a [Product] of [Die]s under [Terms] goes into [Costing] and comes out
/// as a [UnitCost]. Dollars. Prices come from `price`, laws of yield from `yield`, both below;
/// above are `spare`, defects and spare lines chip by chip, and `own`, what it costs to keep a
/// machine (which needs nothing of this package).
@NullMarked
package bitline.money;

import org.jspecify.annotations.NullMarked;
