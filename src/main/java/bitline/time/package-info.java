/// When everything happens: a chip at work as processes that wait for one another, and the event
/// loop that plays them. [Flow] says what there is and who does what in which order, [EventLoop]
/// plays it, [Bound] says how fast it could be at best. Times are whole femtoseconds.
@NullMarked
package bitline.time;

import org.jspecify.annotations.NullMarked;
