/// Results made readable: tables for a terminal, canonical JSON for programs, and one
/// self-contained HTML page for people. Makes text and never prints it; computes no result of its
/// own.
@NullMarked
package bitline.report;

import org.jspecify.annotations.NullMarked;
