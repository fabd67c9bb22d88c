/// Manufactured converters: what the circuits of one ADC or DAC, drawn for a seed and its number,
/// make of a sum or a digit. Part of the simulator; knows arrays only as numbers of converters.
@NullMarked
package bitline.sim.converter;

import org.jspecify.annotations.NullMarked;
