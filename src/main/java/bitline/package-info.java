/// Bitline, an open workbench for AI chips that compute inside their memory. [bitline.Workbench] is
/// the library's door.
@NullMarked
package bitline;

import org.jspecify.annotations.NullMarked;
