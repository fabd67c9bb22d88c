/// The command line: reads arguments, calls the workbench, prints its answers and chooses the exit
/// code. The only room that prints or exits; it computes nothing itself.
@NullMarked
package bitline.cli;

import org.jspecify.annotations.NullMarked;
