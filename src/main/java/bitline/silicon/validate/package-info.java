/// The models of joules and square millimetres held against published silicon: what was published,
/// in comparable form; what the models say blind, fitted on all other silicon, and fitted on the
/// chip itself; how often the stated intervals hold; how far off all of it is.
///
/// Nothing here knows a chip by name. A chip that is described is held against what its file says
/// was measured of it.
@NullMarked
package bitline.silicon.validate;

import org.jspecify.annotations.NullMarked;
