/// Reads the public tables of hardware, prices, models and sites, by path, into series that know
/// which copy of which table they were made from; tells the defects of the tables by row, and what
/// changed from one copy to the next. No table is part of the project.
///
/// Enter by [Tables].
@NullMarked
package bitline.forecast.data;

import org.jspecify.annotations.NullMarked;
