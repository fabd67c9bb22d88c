/// What a company gives away that has promised, before it earns them, a share of extreme profits: a
/// commitment by brackets of world product over a distribution of profits.
@NullMarked
package bitline.forecast.windfall;

import org.jspecify.annotations.NullMarked;
