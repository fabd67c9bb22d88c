/// Fits of data that others collected: quantile regression of the ADC survey, regression of the
/// CACTI sweep. What they give is committed under `components/`; a test with the data makes it
/// again. Not here: components, which only read the coefficients.
@NullMarked
package bitline.silicon.fit;

import org.jspecify.annotations.NullMarked;
