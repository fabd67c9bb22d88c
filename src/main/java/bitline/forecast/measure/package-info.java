/// What one machine is worth by each measure, and what many are over time.
///
/// One flow: a [Machine] (from the catalogue, a public table, or a simulated chip), a [Choice] of
/// measure, precision, payment, prices and dollars, the [Worth] that [Valuation] finds by it, and
/// the [MeasuredSeries] of many. An [Index] puts several measures together with visible weights; a
/// [Hedonic] regression tells what a machine of constant quality costs from year to year.
@NullMarked
package bitline.forecast.measure;

import org.jspecify.annotations.NullMarked;
