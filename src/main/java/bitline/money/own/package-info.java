/// What keeping and using hardware costs: [Ownership] of a machine in a [Setting], and the cost of
/// training a model. Dollars. What a chip costs to make is `bitline.money`'s.
@NullMarked
package bitline.money.own;

import org.jspecify.annotations.NullMarked;
