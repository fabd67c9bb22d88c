package bitline.chip;

import bitline.text.Range;
import org.jspecify.annotations.Nullable;

/// A tile: macros with what they share.
///
/// @param macros number of equal macros in the core
/// @param macro the macro
/// @param buffer the core's own memory for inputs and results
/// @param vectorUnit what computes everything that is not a product with stored weights; null: the
///   chip's, or a host
public record Core(
    @Range(min = 1, max = 1 << 16) int macros,
    Macro macro,
    @Nullable Memory buffer,
    @Nullable VectorUnit vectorUnit) {}
