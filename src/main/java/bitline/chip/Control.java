package bitline.chip;

import bitline.text.Range;
import bitline.text.Unit;

/// What tells the parts of a chip when to begin: one command processor for the whole chip, which
/// starts one stage (a layer, with what its vector unit does to its sums) after another.
///
/// @param start seconds that it takes to start a stage, once a batch of pictures, after the stage's
///   first inputs are there
public record Control(@Unit("s") @Range(min = 0, max = 1) double start) {}
