/// Which of several ways to go, when several things matter and the people who decide weigh them
/// differently: a small multi-criteria model over stated inputs. It forecasts nothing and knows no
/// chip but by the properties that its file states.
@NullMarked
package bitline.scenario;

import org.jspecify.annotations.NullMarked;
