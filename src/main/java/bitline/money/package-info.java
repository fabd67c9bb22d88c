/// What a chip costs to make and to own: wafers, yield and repair, dies, packages, masks and
/// design, price, ownership. Dollars.
@NullMarked
package bitline.money;

import org.jspecify.annotations.NullMarked;
